package dev.conex.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads `--mount type=bind,src=…,dst=…,readonly` into a mount of the create body.
final class MountOption {
    private MountOption() {}

    static Map<String, Object> read(String text) {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("Type", "volume");
        Map<String, Object> bind = new LinkedHashMap<>();
        Map<String, Object> volume = new LinkedHashMap<>();
        Map<String, Object> tmpfs = new LinkedHashMap<>();
        for (String field : fields(text)) {
            int equals = field.indexOf('=');
            String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : field.substring(equals + 1);
            boolean flag = equals < 0 || value.equals("true") || value.equals("1");
            switch (key) {
                case "type" -> mount.put("Type", value.toLowerCase(Locale.ROOT));
                case "source", "src" -> mount.put("Source", value);
                case "target", "dst", "destination" -> mount.put("Target", value);
                case "readonly", "ro" -> mount.put("ReadOnly", flag);
                case "consistency" -> mount.put("Consistency", value);
                case "bind-propagation" -> bind.put("Propagation", value);
                case "bind-nonrecursive" -> bind.put("NonRecursive", flag);
                case "bind-create-src" -> bind.put("CreateMountpoint", flag);
                case "volume-nocopy" -> volume.put("NoCopy", flag);
                case "volume-subpath" -> volume.put("Subpath", value);
                case "volume-driver" -> volume.put("DriverConfig", Map.of("Name", value));
                case "tmpfs-size" -> tmpfs.put("SizeBytes", Sizes.parseBytes(value));
                case "tmpfs-mode" -> tmpfs.put("Mode", Long.parseLong(value, 8));
                default -> throw new IllegalArgumentException("unexpected key '" + key + "' in '" + field + "'");
            }
        }
        putUnlessEmpty(mount, "BindOptions", bind);
        putUnlessEmpty(mount, "VolumeOptions", volume);
        putUnlessEmpty(mount, "TmpfsOptions", tmpfs);
        if (!mount.containsKey("Target")) {
            throw new IllegalArgumentException("target is required");
        }
        return mount;
    }

    private static void putUnlessEmpty(Map<String, Object> mount, String key, Map<String, Object> options) {
        if (!options.isEmpty()) {
            mount.put(key, options);
        }
    }

    /// Fields of one CSV line: a field may be quoted as a whole.
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}

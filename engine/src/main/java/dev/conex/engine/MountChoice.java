package dev.conex.engine;

import dev.conex.engine.stored.StoredMount;
import dev.conex.engine.stored.StoredMount.Kind;
import dev.conex.engine.stored.StoredMount.Listed;
import dev.conex.oci.ChainId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decides at create what is mounted where: `--volumes-from`, `-v`, `--mount`, `--tmpfs`, and the image's own
/// volumes, in Docker's order of precedence. Volumes that aren't there yet are made.
final class MountChoice {
    private static final String PRIVATE = "rprivate";

    private final MountableVolumes volumes;
    private final RunnableImages images;
    private final Function<String, ContainerRecord> find;
    private final Map<String, StoredMount> chosen = new LinkedHashMap<>();
    private final List<String> madeAnonymous = new ArrayList<>();

    MountChoice(MountableVolumes volumes, RunnableImages images, Function<String, ContainerRecord> find) {
        this.volumes = volumes;
        this.images = images;
        this.find = find;
    }

    /// Anonymous volumes that were made on the way, for undoing.
    List<String> madeAnonymous() {
        return madeAnonymous;
    }

    List<StoredMount> choose(ContainerSpec spec) {
        var files = spec.host().files();
        Given.list(files.volumesFrom()).forEach(this::inherit);
        var explicit = new ArrayList<String>();
        for (var text : Given.list(files.binds())) {
            var bind = MountGrammar.bind(text);
            once(explicit, bind.target());
            put(ofBind(bind, files.volumeDriver()));
        }
        for (var wish : Given.list(files.mounts())) {
            once(explicit, MountGrammar.normal(wish.target()));
            put(ofWish(wish));
        }
        Given.map(files.tmpfs()).forEach((target, options) -> {
            var clean = MountGrammar.target(target, target);
            once(explicit, clean);
            put(tmpfs(clean, MountGrammar.tmpfs(clean, options), Listed.NO));
        });
        for (var path : Given.list(spec.config().volumes())) {
            var clean = MountGrammar.target(path, path);
            if (!chosen.containsKey(clean)) {
                put(anonymous(clean, "", files.volumeDriver()));
            }
        }
        return List.copyOf(chosen.values());
    }

    private void put(StoredMount mount) {
        chosen.put(mount.destination(), mount);
    }

    private static void once(List<String> seen, String target) {
        if (seen.contains(target)) {
            throw new Refusal.Invalid(Refusal.What.MOUNT, target, "Duplicate mount point: " + target);
        }
        seen.add(target);
    }

    /// `REF[:ro|:rw]`.
    private void inherit(String text) {
        int colon = text.lastIndexOf(':');
        var ref = colon < 0 ? text : text.substring(0, colon);
        var mode = colon < 0 ? "" : text.substring(colon + 1);
        if (colon >= 0 && !mode.equals("ro") && !mode.equals("rw") && !mode.equals("z")) {
            throw new Refusal.Invalid(Refusal.What.BIND, text, "invalid mode: " + mode);
        }
        for (var m : find.apply(ref).mounts()) {
            if (m.kind() == Kind.BIND || m.kind() == Kind.VOLUME) {
                put(new StoredMount(
                        m.kind(),
                        m.volume(),
                        m.driver(),
                        m.source(),
                        m.destination(),
                        mode,
                        m.writable() && !mode.equals("ro"),
                        m.propagation(),
                        m.recursive(),
                        true,
                        m.anonymous(),
                        Listed.YES,
                        m.options()));
            }
        }
    }

    private StoredMount ofBind(MountGrammar.BindSpec bind, @Nullable String driver) {
        if (bind.hostPath()) {
            return bindMount(
                    bind.source(),
                    new Place(bind.target(), bind.mode(), !bind.readOnly()),
                    bind.propagation(),
                    true,
                    List.of("create"));
        }
        if (bind.source().isEmpty()) {
            return anonymous(bind.target(), bind.mode(), driver);
        }
        var volume = volumes.obtain(new VolumeCreate(bind.source(), driver, null, null));
        var mode = bind.mode().isEmpty() ? "z" : bind.mode();
        return volumeMount(volume, "", new Place(bind.target(), mode, !bind.readOnly()), bind.noCopy());
    }

    private StoredMount anonymous(String target, String mode, @Nullable String driver) {
        var volume = volumes.obtain(new VolumeCreate(null, driver, null, null));
        madeAnonymous.add(volume.name());
        return volumeMount(volume, "", new Place(target, mode, true), false);
    }

    private StoredMount ofWish(MountWish wish) {
        var target = MountGrammar.normal(wish.target());
        checkTarget(wish, target);
        return switch (wish.type()) {
            case "bind" -> bindWish(wish, target);
            case "volume" -> volumeWish(wish, target);
            case "tmpfs" -> tmpfs(target, tmpfsOptions(wish), Listed.YES);
            case "image" -> imageWish(wish, target);
            default -> throw invalid(wish, "mount type unknown");
        };
    }

    private static void checkTarget(MountWish wish, String target) {
        if (wish.target().isEmpty()) {
            throw invalid(wish, "field Target must not be empty");
        }
        if (!wish.target().startsWith("/")) {
            throw invalid(wish, "invalid mount path: '%s' mount path must be absolute".formatted(wish.target()));
        }
        if (target.equals("/")) {
            throw invalid(wish, "invalid specification: destination can't be '/'");
        }
    }

    private StoredMount bindWish(MountWish wish, String target) {
        var source = Given.text(wish.source());
        if (source.isEmpty()) {
            throw invalid(wish, "field Source must not be empty");
        }
        if (!source.startsWith("/")) {
            throw invalid(wish, "invalid mount path: '%s' mount path must be absolute".formatted(source));
        }
        var options = wish.bind();
        boolean create = options != null && options.createMountpoint();
        if (!create && !Files.exists(Path.of(source))) {
            throw invalid(wish, "bind source path does not exist: " + source);
        }
        return bindMount(
                MountGrammar.normal(source),
                new Place(target, "", !wish.readOnly()),
                options == null ? "" : Given.text(options.propagation()),
                options == null || !options.nonRecursive(),
                create ? List.of("create") : List.of());
    }

    private StoredMount volumeWish(MountWish wish, String target) {
        var options = wish.volume();
        var source = Given.text(wish.source());
        var volume = volumes.obtain(new VolumeCreate(
                source.isEmpty() ? null : MountGrammar.volumeName(source),
                options == null ? null : options.driver(),
                options == null ? null : options.driverOptions(),
                options == null ? null : options.labels()));
        if (source.isEmpty()) {
            madeAnonymous.add(volume.name());
        }
        var subpath = options == null ? "" : Given.text(options.subpath());
        if (subpath.startsWith("/") || List.of(subpath.split("/")).contains("..")) {
            throw invalid(wish, "subpath must be a relative path within the volume");
        }
        return volumeMount(
                volume, subpath, new Place(target, "z", !wish.readOnly()), options != null && options.noCopy());
    }

    private StoredMount imageWish(MountWish wish, String target) {
        var source = Given.text(wish.source());
        if (source.isEmpty()) {
            throw invalid(wish, "field Source must not be empty");
        }
        var image = images.resolve(source, null);
        return new StoredMount(
                Kind.IMAGE,
                "",
                "",
                source,
                target,
                "",
                false,
                "",
                true,
                true,
                false,
                Listed.YES,
                image.chain().stream().map(ChainId::toString).toList());
    }

    private static List<String> tmpfsOptions(MountWish wish) {
        if (!Given.text(wish.source()).isEmpty()) {
            throw invalid(wish, "field Source must not be specified");
        }
        var words = new ArrayList<>(List.of("noexec", "nosuid", "nodev"));
        var options = wish.tmpfs();
        if (options != null) {
            if (options.sizeBytes() > 0) {
                words.add("size=" + options.sizeBytes());
            }
            if (options.mode() > 0) {
                words.add("mode=" + Integer.toOctalString(options.mode()));
            }
            for (var pair : Given.list(options.options())) {
                words.removeIf(w -> w.equals("no" + pair.getFirst()));
                words.add(String.join("=", pair));
            }
        }
        if (wish.readOnly()) {
            words.add("ro");
        }
        return words;
    }

    /// Where in the container, and how.
    private record Place(String target, String mode, boolean writable) {}

    private static StoredMount bindMount(
            String source, Place place, String propagation, boolean recursive, List<String> options) {
        return new StoredMount(
                Kind.BIND,
                "",
                "",
                source,
                place.target(),
                place.mode(),
                place.writable(),
                propagation.isEmpty() ? PRIVATE : propagation,
                recursive,
                true,
                false,
                Listed.YES,
                options);
    }

    private static StoredMount volumeMount(
            MountableVolumes.Mountable volume, String subpath, Place place, boolean noCopy) {
        var source =
                subpath.isEmpty() ? volume.mountpoint() : volume.mountpoint().resolve(subpath);
        return new StoredMount(
                Kind.VOLUME,
                volume.name(),
                volume.driver(),
                source.toString(),
                place.target(),
                place.mode(),
                place.writable(),
                "",
                true,
                noCopy || !subpath.isEmpty(),
                volume.anonymous(),
                Listed.YES,
                subpath.isEmpty() ? List.of() : List.of(subpath));
    }

    private static StoredMount tmpfs(String target, List<String> options, Listed listed) {
        return new StoredMount(
                Kind.TMPFS, "", "", "", target, "", !options.contains("ro"), "", true, true, false, listed, options);
    }

    private static Refusal.Invalid invalid(MountWish wish, String why) {
        return new Refusal.Invalid(
                Refusal.What.MOUNT,
                wish.type(),
                "invalid mount config for type \"%s\": %s".formatted(wish.type(), why));
    }
}

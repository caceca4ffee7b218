package dev.conex.daemon.shims;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What images looked like in older versions.
final class ImageAnswers {
    private ImageAnswers() {}

    /// 1.50 dropped fields of containers that an image never had.
    static void before50(Tree image) {
        image.object("Config").ifPresent(config -> {
            for (var text : List.of("Hostname", "Domainname", "Image")) {
                config.putIfMissing(text, "");
            }
            for (var flag : List.of("AttachStdin", "AttachStdout", "AttachStderr", "Tty", "OpenStdin", "StdinOnce")) {
                config.putIfMissing(flag, false);
            }
        });
    }

    /// 1.48 brought descriptors.
    static void before48(Tree image) {
        image.remove("Descriptor");
        image.remove("Manifests");
    }

    /// 1.45 dropped the configuration of the container that the image was made in.
    static void before45(Tree image) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        for (var text : List.of("Hostname", "Domainname", "User", "Image", "WorkingDir")) {
            config.put(text, "");
        }
        for (var flag : List.of("AttachStdin", "AttachStdout", "AttachStderr", "Tty", "OpenStdin", "StdinOnce")) {
            config.put(flag, false);
        }
        for (var nothing : List.of("Env", "Cmd", "Volumes", "Entrypoint", "OnBuild", "Labels")) {
            config.put(nothing, null);
        }
        image.putIfMissing("ContainerConfig", config);
    }

    /// 1.44 dropped the virtual size.
    static void before44(Tree image) {
        image.put("VirtualSize", image.get("Size"));
    }

    /// 1.43 dropped the names of the nameless.
    static void before43(Tree image) {
        if (image.texts("RepoTags").isEmpty() && image.texts("RepoDigests").isEmpty()) {
            image.put("RepoTags", List.of("<none>:<none>"));
            image.put("RepoDigests", List.of("<none>@<none>"));
        }
    }
}

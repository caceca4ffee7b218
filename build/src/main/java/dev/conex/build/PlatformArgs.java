package dev.conex.build;

import dev.conex.oci.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Arguments that nobody has to give.
final class PlatformArgs {
    /// Those that programs of steps see without any `ARG`, and that neither key nor history know.
    static final Set<String> PROXIES = Set.of(
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "FTP_PROXY",
            "ftp_proxy",
            "NO_PROXY",
            "no_proxy",
            "ALL_PROXY",
            "all_proxy");

    private PlatformArgs() {}

    /// `TARGET…` and `BUILD…`.
    static Map<String, String> of(Platform target, Platform build, String stage) {
        var args = new LinkedHashMap<String, String>();
        put(args, "BUILD", build);
        put(args, "TARGET", target);
        args.put("TARGETSTAGE", stage.isEmpty() ? "default" : stage);
        return args;
    }

    private static void put(Map<String, String> args, String prefix, Platform platform) {
        args.put(prefix + "PLATFORM", platform.toString());
        args.put(prefix + "OS", platform.os());
        args.put(prefix + "OSVERSION", platform.osVersion());
        args.put(prefix + "ARCH", platform.architecture());
        args.put(prefix + "VARIANT", platform.variant());
    }
}

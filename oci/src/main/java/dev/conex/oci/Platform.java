package dev.conex.oci;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a binary runs on, in Go's words (`linux/arm64/v8`), normalised as containerd does it.
///
/// `variant` and `osVersion` are empty where unset. Source: OCI image-spec, image-index.md.
@Json
public record Platform(
        String os,
        String architecture,
        String variant,
        @Json.Property("os.version") String osVersion,
        @Json.Property("os.features") List<String> osFeatures) {

    public Platform {
        os = os == null || os.isEmpty() ? "linux" : os.toLowerCase(Locale.ROOT);
        osVersion = osVersion == null ? "" : osVersion;
        osFeatures = osFeatures == null ? List.of() : List.copyOf(osFeatures);
        var plain = new Architecture(lower(architecture), lower(variant)).normalised();
        architecture = plain.name;
        variant = plain.variant;
    }

    public static Platform of(String os, String architecture, String variant) {
        return new Platform(os, architecture, variant, "", List.of());
    }

    public static Platform of(String os, String architecture) {
        return of(os, architecture, "");
    }

    /// The platform of this process.
    public static Platform host() {
        return Platform.of("linux", System.getProperty("os.arch", "amd64"));
    }

    /// Reads `os`, `arch`, `os/arch` or `os/arch/variant`; what is missing is the host's.
    ///
    /// @throws IllegalArgumentException when it is none of them
    public static Platform parse(String text) {
        var parts = text.split("/", -1);
        for (var part : parts) {
            if (!part.matches("[A-Za-z0-9_.-]{1,64}")) {
                throw new IllegalArgumentException("\"%s\": invalid platform".formatted(text));
            }
        }
        return switch (parts.length) {
            case 1 -> isSystem(parts[0]) ? Platform.of(parts[0], host().architecture) : Platform.of("linux", parts[0]);
            case 2 -> Platform.of(parts[0], parts[1]);
            case 3 -> Platform.of(parts[0], parts[1], parts[2]);
            default -> throw new IllegalArgumentException("\"%s\": invalid platform".formatted(text));
        };
    }

    /// Whether something made for `offered` runs where this platform is asked for. The higher [#rank(Platform)]
    /// fits better.
    public boolean accepts(Platform offered) {
        return rank(offered) > 0;
    }

    /// 0 = does not run here; else the larger, the better: the exact variant first, then lower ARM variants in
    /// order.
    public int rank(Platform offered) {
        if (!os.equals(offered.os) || !architecture.equals(offered.architecture)) {
            return 0;
        }
        if (variant.equals(offered.variant)) {
            return 100;
        }
        if (architecture.equals("arm")) {
            var wanted = armLevel(variant);
            var got = armLevel(offered.variant);
            return got > 0 && got < wanted ? got : 0;
        }
        return variant.isEmpty() || offered.variant.isEmpty() ? 50 : 0;
    }

    private static int armLevel(String variant) {
        return switch (variant) {
            case "v5" -> 5;
            case "v6" -> 6;
            case "v7", "" -> 7;
            case "v8" -> 8;
            default -> 0;
        };
    }

    private static boolean isSystem(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "linux", "windows", "darwin", "freebsd", "wasip1", "js" -> true;
            default -> false;
        };
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }

    private record Architecture(String name, String variant) {
        Architecture normalised() {
            return switch (name) {
                case "x86_64", "x86-64", "amd64" -> new Architecture("amd64", variant.equals("v1") ? "" : variant);
                case "i386", "i486", "i586", "i686", "386" -> new Architecture("386", "");
                case "aarch64", "arm64" ->
                    new Architecture("arm64", variant.equals("8") || variant.equals("v8") ? "" : variant);
                case "armhf" -> new Architecture("arm", "v7");
                case "armel" -> new Architecture("arm", "v6");
                case "arm" -> new Architecture("arm", armVariant());
                default -> this;
            };
        }

        private String armVariant() {
            return switch (variant) {
                case "", "7" -> "v7";
                case "5", "6", "8" -> "v" + variant;
                default -> variant;
            };
        }
    }
}

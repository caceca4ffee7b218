package dev.conex.registry;

import java.net.URI;
import java.util.List;

/// Whether a registry's credentials may go to the host that its challenge names (CVE class of
/// go-containerregistry#2193): only to itself or a host of the same registrable domain, and not in clear where
/// the registry is spoken to by TLS.
final class RealmRule {
    private RealmRule() {}

    static boolean mayKnow(URI registry, URI realm) {
        if (registry.getScheme().equals("https") && !realm.getScheme().equals("https")) {
            return false;
        }
        String own = Place.hostOf(String.valueOf(registry.getHost()));
        String other = Place.hostOf(String.valueOf(realm.getHost()));
        return own.equals(other) || (!isLiteral(own) && registrable(own).equals(registrable(other)));
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    /// The last two labels; three where the last two look like a public suffix (`co.uk`, `com.au`). Without the
    /// public suffix list this errs towards keeping the secret.
    static String registrable(String host) {
        List<String> labels = List.of(host.split("\\.", -1));
        int size = labels.size();
        if (size < 2) {
            return host;
        }
        boolean doubleSuffix =
                labels.get(size - 1).length() == 2 && labels.get(size - 2).length() <= 3;
        int wanted = doubleSuffix ? 3 : 2;
        return size < wanted ? host : String.join(".", labels.subList(size - wanted, size));
    }
}

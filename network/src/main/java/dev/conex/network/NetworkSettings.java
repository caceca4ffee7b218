package dev.conex.network;

/// How a host's network is used: the tag that our links and firewall elements carry, and the firewall table's name
/// (family `inet`). Two users of one host need different ones.
public record NetworkSettings(String ownerTag, String firewallTable, boolean ipForward) {
    private static final int OWNER_MAX = 40;

    public NetworkSettings {
        if (!ownerTag.matches("[A-Za-z0-9_.-]{1," + OWNER_MAX + "}")) {
            throw new IllegalArgumentException(
                    "owner tag \"%s\": not 1 to %d safe characters".formatted(ownerTag, OWNER_MAX));
        }
        if (!firewallTable.matches("[A-Za-z][A-Za-z0-9_-]{0,30}")) {
            throw new IllegalArgumentException("firewall table \"%s\": not a name".formatted(firewallTable));
        }
    }

    public static final NetworkSettings STANDARD = new NetworkSettings("conex", "conex", true);

    /// What links and elements of ours are labelled with.
    String label(String id) {
        return ownerTag + ":" + id;
    }
}

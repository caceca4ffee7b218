package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the daemon stands on, part of [InfoJson].
@Json(caseInsensitiveKeys = true)
public record InfoRuntimes(
        @Json.Property("Runtimes") Map<String, RuntimeJson> runtimes,
        @Json.Property("DefaultRuntime") String defaultRuntime,
        @Json.Property("Swarm") SwarmJson swarm,
        @Json.Property("Isolation") String isolation,
        @Json.Property("InitBinary") String initBinary,
        @Json.Property("ContainerdCommit") CommitJson containerdCommit,
        @Json.Property("RuncCommit") CommitJson runcCommit,
        @Json.Property("InitCommit") CommitJson initCommit,
        @Json.Property("DefaultAddressPools") @Nullable List<AddressPoolJson> defaultAddressPools,
        @Json.Property("FirewallBackend") @Nullable FirewallJson firewallBackend,
        @Json.Property("CDISpecDirs") @Nullable List<String> cdiSpecDirs,
        @Json.Property("Containerd") @Nullable ContainerdJson containerd,
        @Json.Property("Warnings") List<String> warnings) {
    public InfoRuntimes {
        runtimes = Nil.orEmpty(runtimes);
        defaultRuntime = Nil.text(defaultRuntime);
        isolation = Nil.text(isolation);
        initBinary = Nil.text(initBinary);
        defaultAddressPools = Nil.omitEmpty(defaultAddressPools);
        warnings = Nil.list(warnings);
    }

    /// One OCI runtime.
    @Json(caseInsensitiveKeys = true)
    public record RuntimeJson(@Json.Property("path") String path) {
        public RuntimeJson {
            path = Nil.text(path);
        }
    }

    /// Never in a swarm.
    @Json(caseInsensitiveKeys = true)
    public record SwarmJson(
            @Json.Property("NodeID") String nodeId,
            @Json.Property("NodeAddr") String nodeAddr,
            @Json.Property("LocalNodeState") String localNodeState,
            @Json.Property("ControlAvailable") boolean controlAvailable,
            @Json.Property("Error") String error,
            @Json.Property("RemoteManagers") List<String> remoteManagers) {
        public SwarmJson {
            nodeId = Nil.text(nodeId);
            nodeAddr = Nil.text(nodeAddr);
            localNodeState = Nil.text(localNodeState);
            error = Nil.text(error);
            remoteManagers = Nil.list(remoteManagers);
        }
    }

    /// The version of a part.
    @Json(caseInsensitiveKeys = true)
    public record CommitJson(@Json.Property("ID") String id) {
        public CommitJson {
            id = Nil.text(id);
        }
    }

    /// Where subnets come from.
    @Json(caseInsensitiveKeys = true)
    public record AddressPoolJson(
            @Json.Property("Base") String base,
            @Json.Property("Size") int size) {
        public AddressPoolJson {
            base = Nil.text(base);
        }
    }

    /// How the firewall is spoken to.
    @Json(caseInsensitiveKeys = true)
    public record FirewallJson(@Json.Property("Driver") String driver) {
        public FirewallJson {
            driver = Nil.text(driver);
        }
    }

    /// For clients that ask.
    @Json(caseInsensitiveKeys = true)
    public record ContainerdJson(
            @Json.Property("Address") @Nullable String address) {
        public ContainerdJson {
            address = Nil.omitEmpty(address);
        }
    }
}

package dev.conex.runtime;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Changed copies of bundles, for tests.
final class Bundles {
    private Bundles() {}

    static Bundle with(Bundle b, Limits limits) {
        return new Bundle(
                b.id(),
                b.runDir(),
                b.logDir(),
                b.root(),
                b.readonlyRoot(),
                b.process(),
                b.namespaces(),
                b.mounts(),
                limits,
                b.security(),
                b.hostname(),
                b.domainname(),
                b.devices(),
                b.sysctls(),
                b.log(),
                b.init(),
                b.openStdin(),
                b.cgroupPath(),
                b.shmBytes());
    }

    static Bundle with(Bundle b, LogPolicy log) {
        return new Bundle(
                b.id(),
                b.runDir(),
                b.logDir(),
                b.root(),
                b.readonlyRoot(),
                b.process(),
                b.namespaces(),
                b.mounts(),
                b.limits(),
                b.security(),
                b.hostname(),
                b.domainname(),
                b.devices(),
                b.sysctls(),
                log,
                b.init(),
                b.openStdin(),
                b.cgroupPath(),
                b.shmBytes());
    }

    static Bundle with(Bundle b, Security security) {
        return new Bundle(
                b.id(),
                b.runDir(),
                b.logDir(),
                b.root(),
                b.readonlyRoot(),
                b.process(),
                b.namespaces(),
                b.mounts(),
                b.limits(),
                security,
                b.hostname(),
                b.domainname(),
                b.devices(),
                b.sysctls(),
                b.log(),
                b.init(),
                b.openStdin(),
                b.cgroupPath(),
                b.shmBytes());
    }

    static Bundle with(Bundle b, Namespaces namespaces) {
        return new Bundle(
                b.id(),
                b.runDir(),
                b.logDir(),
                b.root(),
                b.readonlyRoot(),
                b.process(),
                namespaces,
                b.mounts(),
                b.limits(),
                b.security(),
                b.hostname(),
                b.domainname(),
                b.devices(),
                b.sysctls(),
                b.log(),
                b.init(),
                b.openStdin(),
                b.cgroupPath(),
                b.shmBytes());
    }

    static Bundle with(Bundle b, List<BundleMount> mounts) {
        return new Bundle(
                b.id(),
                b.runDir(),
                b.logDir(),
                b.root(),
                b.readonlyRoot(),
                b.process(),
                b.namespaces(),
                mounts,
                b.limits(),
                b.security(),
                b.hostname(),
                b.domainname(),
                b.devices(),
                b.sysctls(),
                b.log(),
                b.init(),
                b.openStdin(),
                b.cgroupPath(),
                b.shmBytes());
    }

    static Bundle with(Bundle b, Map<String, String> sysctls) {
        return new Bundle(
                b.id(),
                b.runDir(),
                b.logDir(),
                b.root(),
                b.readonlyRoot(),
                b.process(),
                b.namespaces(),
                b.mounts(),
                b.limits(),
                b.security(),
                b.hostname(),
                b.domainname(),
                b.devices(),
                sysctls,
                b.log(),
                b.init(),
                b.openStdin(),
                b.cgroupPath(),
                b.shmBytes());
    }

    static UnaryOperator<Bundle> withInit() {
        return b -> new Bundle(
                b.id(),
                b.runDir(),
                b.logDir(),
                b.root(),
                b.readonlyRoot(),
                b.process(),
                b.namespaces(),
                b.mounts(),
                b.limits(),
                b.security(),
                b.hostname(),
                b.domainname(),
                b.devices(),
                b.sysctls(),
                b.log(),
                true,
                b.openStdin(),
                b.cgroupPath(),
                b.shmBytes());
    }

    static UnaryOperator<Bundle> withStdin() {
        return b -> new Bundle(
                b.id(),
                b.runDir(),
                b.logDir(),
                b.root(),
                b.readonlyRoot(),
                b.process(),
                b.namespaces(),
                b.mounts(),
                b.limits(),
                b.security(),
                b.hostname(),
                b.domainname(),
                b.devices(),
                b.sysctls(),
                b.log(),
                b.init(),
                true,
                b.cgroupPath(),
                b.shmBytes());
    }

    static UnaryOperator<Bundle> readOnly() {
        return b -> new Bundle(
                b.id(),
                b.runDir(),
                b.logDir(),
                b.root(),
                true,
                b.process(),
                b.namespaces(),
                b.mounts(),
                b.limits(),
                b.security(),
                b.hostname(),
                b.domainname(),
                b.devices(),
                b.sysctls(),
                b.log(),
                b.init(),
                b.openStdin(),
                b.cgroupPath(),
                b.shmBytes());
    }
}

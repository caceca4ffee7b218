package dev.conex.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The loopback proxies of each endpoint, with the firewall elements that lead to them. They end with the process; the
/// elements that are left behind lead nowhere, and [#forget] removes them.
final class LoopbackProxies implements AutoCloseable {
    private static final String MAP = "publish6at";

    private final HostKernel kernel;
    private final Firewall firewall;
    private final String ownerTag;
    private final Map<String, List<LoopbackProxy>> open = new ConcurrentHashMap<>();
    private final Map<String, List<Firewall.Element>> elements = new ConcurrentHashMap<>();

    LoopbackProxies(HostKernel kernel, NetworkSettings settings) {
        this.kernel = kernel;
        this.firewall = new Firewall(settings);
        this.ownerTag = settings.ownerTag();
    }

    /// Removes what an earlier process has left.
    void forget() throws IOException {
        var dead =
                FirewallListing.published(MAP, kernel.firewall("list " + MAP, firewall.list("map", MAP)), ownerTag)
                        .stream()
                        .map(FirewallListing.Published::element)
                        .filter(e -> e.key().startsWith("::1 . "))
                        .toList();
        if (!dead.isEmpty()) {
            kernel.firewall("forget proxies", firewall.remove(dead));
        }
    }

    void serve(NetworkStep.ServeLoopback step) throws IOException {
        var proxies = new ArrayList<LoopbackProxy>();
        var led = new ArrayList<Firewall.Element>();
        try {
            for (var port : step.ports()) {
                var proxy = LoopbackProxy.open(kernel, new InetSocketAddress(step.target(), port.containerPort()));
                proxies.add(proxy);
                led.add(firewall.toProxy(step.endpointId(), port, proxy.port()));
            }
            kernel.firewall("loopback of " + step.endpointId(), firewall.add(led));
        } catch (IOException e) {
            proxies.forEach(LoopbackProxy::close);
            throw e;
        }
        open.put(step.endpointId(), proxies);
        elements.put(step.endpointId(), led);
    }

    void release(String endpointId) throws IOException {
        var proxies = open.remove(endpointId);
        if (proxies != null) {
            proxies.forEach(LoopbackProxy::close);
        }
        var led = elements.remove(endpointId);
        if (led != null) {
            kernel.firewall("loopback of " + endpointId, firewall.remove(led));
        }
    }

    @Override
    public void close() {
        open.values().forEach(proxies -> proxies.forEach(LoopbackProxy::close));
        open.clear();
    }
}

package dev.conex.network;

import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.NetlinkLink;
import dev.conex.linux.NetlinkRoute;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Carries a plan out, a step at a time; if one fails, those before it are undone, newest first.
final class PlanRun {
    /// How often, and how long apart, a link is looked at until it is operational: 100 ms in all.
    private static final int AWAIT_TRIES = 200;

    private static final long AWAIT_PAUSE_NANOS = 500_000;

    private final HostKernel kernel;
    private final HeldPorts ports;
    private final LoopbackProxies proxies;
    private final @Nullable Fd namespace;
    private final Before before;
    private final ArrayDeque<Undo> undo = new ArrayDeque<>();

    /// Looks at a step before it is done, and may refuse it: how tests make each step fail once.
    @FunctionalInterface
    interface Before {
        void step(NetworkStep step) throws IOException;
    }

    private interface Undo {
        void run() throws IOException;
    }

    /// What a process has to hold while endpoints are connected.
    record Holdings(HeldPorts ports, LoopbackProxies proxies) {}

    PlanRun(HostKernel kernel, Holdings holdings, @Nullable Fd namespace, Before before) {
        this.kernel = kernel;
        this.ports = holdings.ports();
        this.proxies = holdings.proxies();
        this.namespace = namespace;
        this.before = before;
    }

    void apply(NetworkPlan plan) throws IOException {
        try {
            for (var step : plan.steps()) {
                before.step(step);
                apply(step);
            }
        } catch (IOException | RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    private void undo(Exception why) {
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (IOException | RuntimeException e) {
                why.addSuppressed(e);
            }
        }
    }

    private void apply(NetworkStep step) throws IOException {
        switch (step) {
            case NetworkStep.MakeBridge s -> {
                kernel.change(l -> l.createBridge(s.name(), s.label(), s.mac().text(), s.mtu()));
                undo.push(() -> kernel.change(l -> l.deleteLink(s.name())));
            }
            case NetworkStep.Setting s -> {
                if (HostKernel.exists("net/ipv6") || !s.key().startsWith("net/ipv6")) {
                    kernel.setting(s.key(), s.value());
                }
            }
            case NetworkStep.BridgeAddress s ->
                kernel.change(l -> {
                    int index = index(l, s.link());
                    l.addAddress(index, s.address().address(), s.address().prefix());
                    undo.push(() -> kernel.change(k -> k.deleteAddress(
                            index, s.address().address(), s.address().prefix())));
                });
            case NetworkStep.SwitchOn s -> kernel.change(l -> l.up(index(l, s.link())));
            case NetworkStep.HoldPorts s -> {
                kernel.run(() -> ports.hold(s.endpointId(), s.containerAddress(), s.ports()));
                undo.push(() -> ports.release(s.endpointId()));
            }
            case NetworkStep.MakeVeth s -> veth(s);
            case NetworkStep.BridgePort s ->
                kernel.change(l -> l.bridgePort(index(l, s.hostLink()), s.hairpin(), s.isolated()));
            case NetworkStep.Inside s -> inside(s);
            case NetworkStep.ServeLoopback s -> {
                proxies.serve(s);
                undo.push(() -> proxies.release(s.endpointId()));
            }
            case NetworkStep.AwaitLink s -> await(s.hostLink());
            case NetworkStep.Filter s -> {
                kernel.firewall(s.subject(), s.commands());
                undo.push(() -> kernel.firewall("undo of " + s.subject(), s.undo()));
            }
        }
    }

    private void veth(NetworkStep.MakeVeth s) throws IOException {
        var far = new NetlinkRoute.Far(s.ifName(), s.mac().text(), there());
        kernel.change(l -> {
            l.createVeth(new NetlinkRoute.Near(s.hostLink(), index(l, s.bridge())), far, s.mtu());
            undo.push(() -> kernel.change(k -> k.deleteLink(s.hostLink())));
            l.alias(s.hostLink(), s.label());
        });
    }

    private void inside(NetworkStep.Inside s) throws IOException {
        boolean v6 = s.addresses().stream().anyMatch(Cidr::v6);
        var key = "net/ipv6/conf/" + s.ifName() + "/disable_ipv6";
        kernel.changeInside(there(), l -> {
            if (HostKernel.exists("net/ipv6")) {
                HostKernel.write(key, v6 ? "0" : "1");
            }
            int index = index(l, s.ifName());
            l.up(NetlinkRoute.LOOPBACK);
            l.up(index);
            for (var address : s.addresses()) {
                l.addAddress(index, address.address(), address.prefix());
            }
            for (var gateway : s.gateways()) {
                l.addDefaultRoute(index, gateway);
            }
        });
    }

    /// Gives up quietly: the kernel catches up by itself.
    private void await(String link) throws IOException {
        for (int i = 0; i < AWAIT_TRIES; i++) {
            if (kernel.links(l -> l.find(link)).map(NetlinkLink::operational).orElse(true)) {
                return;
            }
            LockSupport.parkNanos(AWAIT_PAUSE_NANOS);
        }
    }

    private Fd there() {
        if (namespace == null) {
            throw new IllegalStateException("the plan needs a network namespace");
        }
        return namespace;
    }

    private static int index(NetlinkRoute links, String name) throws IOException {
        return links.find(name)
                .orElseThrow(() -> new ErrnoException("rtm_getlink", "link \"%s\"".formatted(name), Errno.ENODEV))
                .index();
    }
}

package dev.conex.engine;

import java.lang.reflect.Proxy;

/// Doors that a test doesn't open.
final class Unused {
    static final Images IMAGES = of(Images.class);
    static final Networks NETWORKS = of(Networks.class);
    static final Volumes VOLUMES = of(Volumes.class);
    static final Builds BUILDS = of(Builds.class);

    private Unused() {}

    private static <T> T of(Class<T> door) {
        return door.cast(Proxy.newProxyInstance(door.getClassLoader(), new Class<?>[] {door}, (_, method, _) -> {
            throw new UnsupportedOperationException(method.getName());
        }));
    }
}

package dev.conex.daemon;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/// A door of the engine made of an object that has only the methods that a test needs; others fail.
final class FakeDoor {
    private FakeDoor() {}

    static <T> T of(Class<T> door, Object behaviour) {
        return door.cast(Proxy.newProxyInstance(
                door.getClassLoader(), new Class<?>[] {door}, (_, method, arguments) -> {
                    var found = Arrays.stream(behaviour.getClass().getDeclaredMethods())
                            .filter(each -> each.getName().equals(method.getName())
                                    && each.getParameterCount() == method.getParameterCount())
                            .findFirst()
                            .orElseThrow(() ->
                                    new UnsupportedOperationException(door.getSimpleName() + "." + method.getName()));
                    found.setAccessible(true);
                    try {
                        return found.invoke(behaviour, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

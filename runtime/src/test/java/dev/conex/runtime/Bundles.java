package dev.conex.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Changed copies of bundles, for tests.
final class Bundles {
    private Bundles() {}

    static Bundle with(Bundle b, Limits limits) {
        return changed(b, "limits", limits);
    }

    static Bundle with(Bundle b, LogPolicy log) {
        return changed(b, "log", log);
    }

    static Bundle with(Bundle b, Security security) {
        return changed(b, "security", security);
    }

    static Bundle with(Bundle b, Namespaces namespaces) {
        return changed(b, "namespaces", namespaces);
    }

    static Bundle with(Bundle b, List<BundleMount> mounts) {
        return changed(b, "mounts", mounts);
    }

    static Bundle with(Bundle b, Map<String, String> sysctls) {
        return changed(b, "sysctls", sysctls);
    }

    static UnaryOperator<Bundle> withInit() {
        return b -> changed(b, "init", true);
    }

    static UnaryOperator<Bundle> withStdin() {
        return b -> changed(b, "openStdin", true);
    }

    static UnaryOperator<Bundle> readOnly() {
        return b -> changed(b, "readonlyRoot", true);
    }

    /// The same but for one component of the record.
    private static Bundle changed(Bundle b, String component, Object value) {
        RecordComponent[] components = Bundle.class.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] = components[i].getName().equals(component)
                        ? value
                        : components[i].getAccessor().invoke(b);
            }
            return Bundle.class.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(component + " = " + value, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every record can be taken apart and made again", e);
        }
    }
}

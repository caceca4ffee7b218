package dev.conex.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.api.ContainerCreateSettings;
import dev.conex.api.JsonTree;
import dev.conex.api.MalformedJson;
import dev.conex.api.NetworkCreateSettings;
import dev.conex.api.Wire;
import dev.conex.daemon.shims.Shims;
import dev.conex.testkit.Golden;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every value of a body, one after another, becomes something else: it is understood or refused, never an accident.
class WrongTypesTest {
    private static final List<@Nullable Object> VALUES = values();

    private static List<@Nullable Object> values() {
        var values = new ArrayList<@Nullable Object>();
        values.add(null);
        values.addAll(List.of(
                5L,
                -1L,
                Long.MAX_VALUE,
                new BigDecimal("1.5"),
                "",
                "x",
                "\u0000",
                true,
                List.of(),
                List.of(1L),
                List.of(List.of()),
                Map.of(),
                Map.of("a", 1L),
                Map.of("a", "b"),
                Map.of("", List.of("x"))));
        values.add(new ArrayList<>(java.util.Arrays.asList(null, null)));
        return values;
    }

    private interface Visit {
        void at(String path) throws Exception;
    }

    /// Tries every replacement at every place of the tree, and puts the old value back.
    @SuppressWarnings("unchecked")
    private static void mutate(Object node, String path, Visit visit) throws Exception {
        if (node instanceof Map<?, ?> map) {
            for (var key : List.copyOf(map.keySet())) {
                var fields = (Map<String, @Nullable Object>) map;
                var old = fields.get((String) key);
                for (var value : VALUES) {
                    fields.put((String) key, value);
                    visit.at(path + "." + key + " = " + value);
                }
                fields.put((String) key, old);
                if (old != null) {
                    mutate(old, path + "." + key, visit);
                }
            }
        } else if (node instanceof List<?> list) {
            var elements = (List<@Nullable Object>) list;
            for (int i = 0; i < elements.size(); i++) {
                var old = elements.get(i);
                for (var value : VALUES) {
                    elements.set(i, value);
                    visit.at(path + "[" + i + "] = " + value);
                }
                elements.set(i, old);
                if (old != null) {
                    mutate(old, path + "[" + i + "]", visit);
                }
            }
        }
    }

    @Test
    void createBodies() throws Exception {
        var tree = Objects.requireNonNull(JsonTree.read(Golden.bytes("create-request.json")));
        var tried = new int[2];
        mutate(tree, "", path -> {
            byte[] json = JsonTree.write(tree);
            for (int minor : new int[] {24, 51}) {
                tried[0]++;
                try {
                    var lifted = Shims.request("POST /containers/create", minor, json);
                    var spec = SpecMapping.spec(Wire.read(ContainerCreateSettings.class, lifted));
                    Wire.write(HostMapping.settings(spec.host()));
                    Wire.write(SpecMapping.settings(spec.config()));
                } catch (MalformedJson e) {
                    tried[1]++;
                } catch (RuntimeException e) {
                    throw new AssertionError(path, e);
                }
            }
        });
        assertThat(tried[0]).isGreaterThan(2000);
        assertThat(tried[1]).isBetween(1000, tried[0] - 500);
    }

    @Test
    void networkBodies() throws Exception {
        var json = """
                {"Name":"n","Driver":"bridge","EnableIPv6":false,"IPAM":{"Driver":"default","Options":{"a":"b"},
                 "Config":[{"Subnet":"10.0.0.0/8","AuxiliaryAddresses":{"a":"b"}}]},"ConfigFrom":{"Network":"x"},"Labels":{"a":"b"}}""";
        var tree = Objects.requireNonNull(JsonTree.read(json.getBytes(StandardCharsets.UTF_8)));
        mutate(tree, "", path -> {
            try {
                NetworkMapping.spec(Wire.read(NetworkCreateSettings.class, JsonTree.write(tree)));
            } catch (MalformedJson e) {
                assertThat(e.getMessage()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError(path, e);
            }
        });
    }

    @Test
    void brokenBytes() throws Exception {
        byte[] good = Golden.bytes("create-request.json");
        var random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                SpecMapping.spec(Wire.read(ContainerCreateSettings.class, bad));
            } catch (MalformedJson e) {
                assertThat(e.getMessage()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError(new String(bad, StandardCharsets.ISO_8859_1), e);
            }
        }
    }
}

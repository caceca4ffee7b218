package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    @Test
    void theStandardSetIsDockers() {
        assertThat(Capabilities.STANDARD.names())
                .hasSize(14)
                .contains("CAP_CHOWN", "CAP_NET_RAW", "CAP_AUDIT_WRITE")
                .doesNotContain("CAP_SYS_ADMIN");
    }

    @Test
    void addsAndDropsByName() {
        assertThat(Capabilities.standardWith(List.of("NET_ADMIN"), List.of("cap_chown"))
                        .names())
                .hasSize(14)
                .contains("CAP_NET_ADMIN")
                .doesNotContain("CAP_CHOWN");
        assertThat(Capabilities.standardWith(List.of(), List.of("ALL"))).isEqualTo(Capabilities.NONE);
        assertThat(Capabilities.standardWith(List.of("ALL"), List.of("SYS_ADMIN"))
                        .names())
                .hasSize(40)
                .doesNotContain("CAP_SYS_ADMIN");
        assertThat(Capabilities.standardWith(List.of("KILL"), List.of("all")).names())
                .containsExactly("CAP_KILL");
    }

    @Test
    void refusesAnUnknownName() {
        assertThatThrownBy(() -> Capabilities.standardWith(List.of("FLY"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FLY");
    }
}

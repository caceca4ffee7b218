package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.ContainerDefaults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecMergeTest {
    private static final ContainerConfig IMAGE = ImageDefaults.config(ContainerDefaults.NONE
            .withEntrypoint(List.of("/entry"))
            .withCmd(List.of("a", "b"))
            .withEnv(List.of("PATH=/bin", "X=image"))
            .withLabels(Map.of("l", "image", "m", "image"))
            .withUser("app")
            .withWorkingDir("/srv")
            .withStopSignal("QUIT")
            .withExposedPorts(List.of("80/tcp")));

    private static ContainerConfig user() {
        return ContainerConfig.image("i");
    }

    @Test
    void theImageFillsWhatTheUserLeftOpen() {
        var c = SpecMerge.merge(user(), IMAGE);
        assertThat(SpecMerge.command(c)).containsExactly("/entry", "a", "b");
        assertThat(c.user()).isEqualTo("app");
        assertThat(c.workingDir()).isEqualTo("/srv");
        assertThat(c.stopSignal()).isEqualTo("QUIT");
        assertThat(c.exposedPorts()).containsExactly("80/tcp");
        assertThat(c.env()).containsExactly("PATH=/bin", "X=image");
    }

    @Test
    void aCommandReplacesOnlyTheCommand() {
        assertThat(SpecMerge.command(SpecMerge.merge(user().withCmd(List.of("c")), IMAGE)))
                .containsExactly("/entry", "c");
    }

    @Test
    void theUsersVariablesComeFirstAndTheImagesFollow() {
        var c = SpecMerge.merge(user().withEnv(List.of("X=user", "Y=1")), IMAGE);
        assertThat(c.env()).containsExactly("X=user", "Y=1", "PATH=/bin");
    }

    @Test
    void theUsersLabelsWin() {
        var c = SpecMerge.merge(user().withLabels(Map.of("l", "user")), IMAGE);
        assertThat(c.labels()).containsEntry("l", "user").containsEntry("m", "image");
    }

    @Test
    void nothingToRunIsRefused() {
        var scratch = ImageDefaults.config(ContainerDefaults.NONE);
        assertThatThrownBy(() -> SpecMerge.merge(user(), scratch))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class, e -> assertThat(e.why()).isEqualTo("no command specified"));
    }

    @Test
    void theEnvironmentHasDockersOrder() {
        assertThat(ProcessEnv.of("host", true, List.of("A=1", "PATH=/x"), "/root"))
                .containsExactly("PATH=/x", "HOSTNAME=host", "TERM=xterm", "A=1", "HOME=/root");
        assertThat(ProcessEnv.of("host", false, List.of("HOME=/h", "PATH"), "/root"))
                .containsExactly("HOSTNAME=host", "HOME=/h");
    }
}

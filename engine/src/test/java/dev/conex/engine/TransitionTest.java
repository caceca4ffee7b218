package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.engine.ContainerState.Before;
import dev.conex.engine.ContainerState.Life;
import dev.conex.engine.stored.StoredShim;
import dev.conex.testkit.Golden;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransitionTest {
    private static final Instant T = Instant.EPOCH;
    private static final StoredShim SHIM = new StoredShim("x", 1, 2, 3, "/run", "/log", "cg", false, false);
    private static final Life LIFE = new Life(7, 0, false, "", T, null);

    private static Map<String, ContainerState> states() {
        var all = new LinkedHashMap<String, ContainerState>();
        all.put("created", new ContainerState.Created(Life.NONE));
        all.put("starting, no process", new ContainerState.Starting(Life.NONE, Before.CREATED, null));
        all.put("starting, process", new ContainerState.Starting(Life.NONE, Before.EXITED, SHIM));
        all.put("running", new ContainerState.Running(LIFE, SHIM));
        all.put("paused", new ContainerState.Paused(LIFE, SHIM));
        all.put("restarting", new ContainerState.Restarting(LIFE));
        all.put("exited", new ContainerState.Exited(LIFE));
        all.put("removing", new ContainerState.Removing(LIFE, true));
        all.put("dead", new ContainerState.Dead(LIFE));
        return all;
    }

    private static Map<String, ContainerCommand> commands() {
        var all = new LinkedHashMap<String, ContainerCommand>();
        all.put("start", new ContainerCommand.Start());
        all.put("restart due", new ContainerCommand.RestartDue());
        all.put("launching", new ContainerCommand.Launching(SHIM));
        all.put("launched", new ContainerCommand.Launched(7, T));
        all.put("launch failed", new ContainerCommand.LaunchFailed(127, "no program"));
        all.put("stop", new ContainerCommand.Stop());
        all.put("kill", new ContainerCommand.Kill());
        all.put("pause", new ContainerCommand.Pause());
        all.put("unpause", new ContainerCommand.Unpause());
        all.put("ended", new ContainerCommand.Ended(3, false, T, false));
        all.put("ended, restarts", new ContainerCommand.Ended(3, true, T, true));
        all.put("remove", new ContainerCommand.Remove(false, false));
        all.put("remove by force", new ContainerCommand.Remove(true, true));
        all.put("removal failed", new ContainerCommand.RemovalFailed("busy"));
        return all;
    }

    @Test
    void theWholeTableIsAsReviewed() throws IOException {
        var text = new StringBuilder();
        states().forEach((stateName, state) -> {
            text.append(stateName).append('\n');
            commands()
                    .forEach((commandName, command) -> text.append(
                            "    %-16s → %s%n".formatted(commandName, word(Transition.of(state, command)))));
        });
        Golden.check("transitions.txt", text.toString());
    }

    private static String word(Transition t) {
        return switch (t) {
            case Transition.NotModified _ -> "not modified";
            case Transition.Refused _ -> "refused";
            case Transition.To to ->
                "%s, exit %d%s %s"
                        .formatted(
                                to.state().getClass().getSimpleName(),
                                to.state().life().exitCode(),
                                to.state().life().oomKilled() ? " oom" : "",
                                to.effects());
        };
    }

    @Test
    void aStartOfAContainerThatEndedOnceFailsBackToExited() {
        var starting = new ContainerState.Starting(LIFE, Before.EXITED, null);
        var t = (Transition.To) Transition.of(starting, new ContainerCommand.LaunchFailed(127, "gone"));
        assertThat(t.state()).isInstanceOf(ContainerState.Exited.class);
        assertThat(t.state().life().error()).isEqualTo("gone");
    }

    @Test
    void backOffDoublesToAMinuteAndBeginsAnewAfterAGoodLife() {
        var delay = RestartDelay.INITIAL;
        var bad = java.time.Duration.ofSeconds(1);
        for (int i = 0; i < 12; i++) {
            delay = delay.after(bad);
        }
        assertThat(RestartDelay.INITIAL.now(bad)).hasMillis(100);
        assertThat(RestartDelay.INITIAL.after(bad).now(bad)).hasMillis(200);
        assertThat(delay.now(bad)).hasSeconds(60);
        assertThat(delay.now(java.time.Duration.ofSeconds(10))).hasMillis(100);
    }
}

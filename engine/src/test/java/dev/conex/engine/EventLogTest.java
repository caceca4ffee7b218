package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog log = new EventLog();

    private void say(String action, String name) {
        log.publish(
                Event.Type.CONTAINER, action, "id-" + name, Map.of("name", name, "image", "busybox:latest", "l", "v"));
    }

    private List<String> past(Filters filters) throws InterruptedException {
        var found = new ArrayList<String>();
        try (var s = log.subscribe(new EventQuery(Instant.EPOCH, Instant.now().plusMillis(1), filters))) {
            for (var e = s.next(); e.isPresent(); e = s.next()) {
                found.add(e.get().action() + " " + e.get().attributes().get("name"));
            }
        }
        return found;
    }

    @Test
    void sequenceNumbersHaveNoGapsAndTheRingIsLimited() throws InterruptedException {
        for (int i = 0; i < EventLog.RING + 5; i++) {
            say("start", "c" + i);
        }
        try (var s = log.subscribe(new EventQuery(Instant.EPOCH, null, Filters.NONE))) {
            long last = 5;
            for (int i = 0; i < EventLog.RING; i++) {
                assertThat(s.next().orElseThrow().sequence()).isEqualTo(++last);
            }
        }
        assertThat(log.listeners()).isZero();
    }

    @Test
    void filtersWorkAsInDocker() throws InterruptedException {
        say("create", "web");
        say("exec_start: sh -c x", "web");
        say("die", "db");
        assertThat(past(Filters.of("event", "exec_start"))).containsExactly("exec_start: sh -c x web");
        assertThat(past(Filters.of("container", "db"))).containsExactly("die db");
        assertThat(past(Filters.of("image", "busybox"))).hasSize(3);
        assertThat(past(Filters.of("type", "network"))).isEmpty();
        assertThat(past(Filters.of("label", "l=v", "l"))).hasSize(3);
        assertThat(past(Filters.of("label", "l=w"))).isEmpty();
        assertThatThrownBy(() -> past(Filters.of("nosuch", "x"))).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void closingWakesTheOneWhoWaits() throws InterruptedException {
        var s = log.subscribe(EventQuery.LIVE);
        var waiter = Thread.ofVirtual().start(() -> {
            try {
                assertThat(s.next()).isEmpty();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        s.close();
        waiter.join();
        say("start", "later");
        assertThat(log.listeners()).isZero();
    }

    @Test
    void aListenerThatFallsBehindIsCutOff() {
        var s = log.subscribe(EventQuery.LIVE);
        for (int i = 0; i < EventLog.QUEUE_MAX + 2; i++) {
            say("start", "x");
        }
        assertThat(log.listeners()).isZero();
        s.close();
    }
}

package dev.conex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.testkit.Golden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreateBodyTest {
    private static String body(String... words) throws IOException {
        Command run = Commands.find(List.of("run")).orElseThrow().command();
        return Pretty.json(CreateBody.of(CommandLine.parse(run, List.of(words)), Terminal.Size.UNKNOWN)) + "\n";
    }

    @Test
    void ofAPlainRun() throws IOException {
        Golden.check("body-plain.json", body("busybox", "echo", "hi"));
    }

    @Test
    void ofARunWithManyOptions() throws IOException {
        Golden.check(
                "body-many.json",
                body(
                        "-d",
                        "-p",
                        "127.0.0.1:8080:80",
                        "-p",
                        "53:53/udp",
                        "-p",
                        "7000-7002:7000-7002",
                        "--memory",
                        "64m",
                        "--cpus",
                        "1.5",
                        "-v",
                        "/host:/in:ro",
                        "-v",
                        "/anon",
                        "--mount",
                        "type=tmpfs,dst=/t,tmpfs-size=1m",
                        "--network",
                        "mine",
                        "--network-alias",
                        "web",
                        "--ip",
                        "10.0.0.9",
                        "-e",
                        "A=b",
                        "-l",
                        "k=v",
                        "--ulimit",
                        "nofile=1:2",
                        "--restart",
                        "on-failure:3",
                        "--health-cmd",
                        "true",
                        "--health-interval",
                        "1s",
                        "--cap-add",
                        "NET_ADMIN",
                        "--init",
                        "busybox"));
    }

    @Test
    void badPortsAreRefusedInDockersWords() {
        assertThatThrownBy(() -> body("-p", "99999:80", "x")).hasMessage("Invalid hostPort: 99999");
        assertThatThrownBy(() -> body("-p", "80/ftp", "x")).hasMessage("Invalid proto: ftp");
        assertThat(Ports.exposed("80-82/udp")).containsExactly("80/udp", "81/udp", "82/udp");
    }
}

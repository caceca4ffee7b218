package dev.conex.blackbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Runs steps against a target. As a program: `Steps NAME SOCKET CLIENT REGISTRY [VIA [REGEX]]`.
public final class Steps {
    private static final long STEP_SECONDS_MAX = 60;
    private static final AtomicInteger SERIAL = new AtomicInteger();

    /// What every script may call: `eq GOT WANTED`, `rc CODE COMMAND…`.
    private static final String PREAMBLE = """
            eq() { [ "$1" = "$2" ] || { echo "got '$1', wanted '$2'"; exit 1; }; }
            rc() { local wanted=$1 code=0; shift; "$@" >$W/rc 2>&1 || code=$?
              [ $code = $wanted ] || { echo "exit $code, wanted $wanted: $(tail -3 $W/rc)"; exit 1; }; }
            forget() {
              $D ps -aq --filter "name=$T" | xargs -r $D rm -fv
              $D network ls -q --filter "name=$T" | xargs -r $D network rm
              $D volume ls -q --filter "name=$T" | xargs -r $D volume rm -f
            }
            trap 'code=$?; set +e; [ $code = 0 ] || { forget; } >/dev/null 2>&1; exit $code' EXIT
            trap 'echo "line $LINENO: $BASH_COMMAND" >&2' ERR
            """;

    private Steps() {}

    /// Runs one step; the answer is empty when it passed, else the last lines of what it printed.
    public static String run(Step step, Target target) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("cx-step");
        try {
            return run(step, target, work);
        } finally {
            new ProcessBuilder("rm", "-rf", work.toString()).start().waitFor();
        }
    }

    private static String run(Step step, Target target, Path work) throws IOException, InterruptedException {
        Path output = work.resolve("output");
        int serial = SERIAL.incrementAndGet();
        ProcessBuilder builder = new ProcessBuilder("bash", "-o", "pipefail", "-eEc", PREAMBLE + step.script());
        builder.environment().put("D", target.client());
        builder.environment().put("DOCKER_HOST", target.socket());
        builder.environment().put("DOCKER_BUILDKIT", "0");
        builder.environment().put("DOCKER_CLI_HINTS", "false");
        builder.environment().put("W", work.toString());
        builder.environment().put("T", "cxbb" + ProcessHandle.current().pid() + "x" + serial);
        builder.environment()
                .put(
                        "P",
                        Integer.toString(20_000 + (int) (ProcessHandle.current().pid() + serial * 7L) % 12_000));
        builder.environment().put("R", target.registry());
        builder.environment().put("VIA", target.via());
        builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        Process process = builder.start();
        if (!process.waitFor(STEP_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return "not done after " + STEP_SECONDS_MAX + " s: " + tail(output);
        }
        return process.exitValue() == 0 ? "" : tail(output);
    }

    private static String tail(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        String last = text.length() > 600 ? text.substring(text.length() - 600) : text;
        return last.isEmpty() ? "it failed without a word" : last;
    }

    /// Runs all steps whose area or name fits; ends with `N passed, M failed`.
    public static void main(String[] args) throws Exception {
        Target target = new Target(args[0], args[1], args[2], args[3], args.length > 4 ? args[4] : "");
        PrintStream out = System.out;
        int failed = report(target, args.length > 5 ? args[5] : null, out);
        System.exit(failed == 0 ? 0 : 1);
    }

    private static int report(Target target, @Nullable String only, PrintStream out) throws Exception {
        Pattern pattern = Pattern.compile(only == null ? "" : only);
        int passed = 0;
        int failed = 0;
        for (Step step : Step.all()) {
            if (!pattern.matcher(step.area() + ": " + step.name()).find()) {
                continue;
            }
            String failure = run(step, target);
            if (failure.isEmpty()) {
                passed++;
                out.println("ok " + step.area() + ": " + step.name());
            } else {
                failed++;
                out.println("FAIL " + step.area() + ": " + step.name() + "\n    " + failure.replace("\n", "\n    "));
            }
        }
        out.println(passed + " passed, " + failed + " failed");
        return failed;
    }
}

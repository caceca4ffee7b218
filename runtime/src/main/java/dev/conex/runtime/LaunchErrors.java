package dev.conex.runtime;

import dev.conex.linux.Errno;
import dev.conex.runtime.Step.Payload;
import java.util.List;
import java.util.Locale;

/// Puts a failed step into the words of Docker's runtime.
final class LaunchErrors {
    private static final int OTHER = 128;
    private static final String DIED = "the container's first process was killed while it was being set up";

    private LaunchErrors() {}

    static LaunchFailure of(LaunchPlan plan, Report report) {
        return switch (report) {
            case Report.Failed(int index, int errno, int detail)
            when index >= 0 && index < plan.steps().size() ->
                failed(plan.steps().get(index), errno, detail);
            case Report.Failed(int _, int errno, int _) -> new LaunchFailure("", errno, OTHER, Errno.text(errno));
            case Report.Died _, Report.Cloned _, Report.Ready _, Report.Started _ ->
                new LaunchFailure("", 0, OTHER, DIED);
        };
    }

    /// Of a container whose plan was an earlier daemon's: behind the gate little but the program itself can fail.
    static LaunchFailure adopted(Report.Failed report) {
        String text = Errno.text(report.errno()).toLowerCase(Locale.ROOT);
        return switch (report.detail()) {
            case ShimWords.DETAIL_NOT_IN_PATH ->
                LaunchFailure.notFound("exec", report.errno(), "exec: executable file not found in $PATH");
            case ShimWords.DETAIL_STAT, ShimWords.DETAIL_NONE ->
                LaunchFailure.notFound("exec", report.errno(), "exec: " + text);
            default -> LaunchFailure.notExecutable("exec", report.errno(), "exec: " + text);
        };
    }

    private static LaunchFailure failed(Step step, int errno, int detail) {
        String text = Errno.text(errno).toLowerCase(Locale.ROOT);
        return switch (step.op()) {
            case EXEC -> exec(step, errno, detail, text);
            case CWD -> chdir(step, errno, detail, text);
            default -> new LaunchFailure(step.line(), errno, OTHER, "%s: %s".formatted(step.line(), text));
        };
    }

    private static LaunchFailure exec(Step step, int errno, int detail, String text) {
        String name =
                step.payload() instanceof Payload.Words(List<String> words) && !words.isEmpty() ? words.getFirst() : "";
        String head = "exec: \"%s\": ".formatted(name);
        return switch (detail) {
            case ShimWords.DETAIL_NOT_IN_PATH ->
                LaunchFailure.notFound(step.line(), errno, head + "executable file not found in $PATH");
            case ShimWords.DETAIL_STAT -> stat(step, errno, "%sstat %s: %s".formatted(head, name, text));
            case ShimWords.DETAIL_DIRECTORY ->
                LaunchFailure.notExecutable(step.line(), errno, head + "is a directory: permission denied");
            default -> LaunchFailure.notExecutable(step.line(), errno, head + text);
        };
    }

    private static LaunchFailure stat(Step step, int errno, String message) {
        return errno == Errno.EACCES
                ? LaunchFailure.notExecutable(step.line(), errno, message)
                : LaunchFailure.notFound(step.line(), errno, message);
    }

    private static LaunchFailure chdir(Step step, int errno, int detail, String text) {
        if (detail == ShimWords.DETAIL_OUTSIDE) {
            return new LaunchFailure(
                    step.line(),
                    errno,
                    OTHER,
                    "current working directory is outside of container mount namespace root");
        }
        String message = "chdir to cwd (\"%s\") set in config.json failed: %s".formatted(step.path(), text);
        return stat(step, errno, message);
    }
}

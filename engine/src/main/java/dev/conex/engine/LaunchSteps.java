package dev.conex.engine;

import dev.conex.runtime.LaunchFailure;

/// Which part of a launch a failure of the runtime belongs to. Pure.
final class LaunchSteps {
    private LaunchSteps() {}

    static Refusal.LaunchRefused.Step of(LaunchFailure e) {
        var step = e.step();
        if (step.startsWith("exec")) {
            return Refusal.LaunchRefused.Step.PROGRAM;
        }
        if (step.startsWith("chdir") || step.contains("cwd")) {
            return Refusal.LaunchRefused.Step.WORKING_DIR;
        }
        if (step.contains("mount") || step.contains("bind")) {
            return Refusal.LaunchRefused.Step.MOUNT;
        }
        if (step.contains("mknod") || step.contains("device")) {
            return Refusal.LaunchRefused.Step.DEVICE;
        }
        if (step.contains("cgroup") || step.contains("rlimit")) {
            return Refusal.LaunchRefused.Step.LIMITS;
        }
        return Refusal.LaunchRefused.Step.OTHER;
    }
}

package dev.conex.runtime;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Everything a launch will do, in order: a value that prints. Made from a bundle and what the kernel offers, without
/// looking at anything else; done by the shim, one operation after the other.
public final class LaunchPlan {
    private final List<Input> inputs;
    private final List<Step> steps;
    private final List<String> warnings;

    LaunchPlan(List<Input> inputs, List<Step> steps, List<String> warnings) {
        this.inputs = List.copyOf(inputs);
        this.steps = List.copyOf(steps);
        this.warnings = List.copyOf(warnings);
    }

    /// What creating a container from this bundle takes.
    public static LaunchPlan of(Bundle bundle, KernelInfo kernel) {
        return new ContainerPlanner(bundle, kernel).plan();
    }

    /// One line an operation, the descriptors first.
    public String text() {
        Stream<String> needs = IntStream.range(0, inputs.size())
                .mapToObj(i -> "slot %d = %s".formatted(i, inputs.get(i).text()));
        return Stream.concat(needs, steps.stream().map(Step::line)).collect(Collectors.joining("\n", "", "\n"));
    }

    /// What was asked for and can't be had here; the launch goes on without.
    public List<String> warnings() {
        return warnings;
    }

    List<Input> inputs() {
        return inputs;
    }

    List<Step> steps() {
        return steps;
    }

    /// The same plan with an operation that fails put in front of one of its steps; for tests of the way back.
    LaunchPlan failingAt(int index, int errno) {
        List<Step> changed = new java.util.ArrayList<>(steps);
        changed.add(index, new Step(Op.FAIL, errno, 0, 0, Step.Payload.NONE, "with errno " + errno));
        return new LaunchPlan(inputs, changed, warnings);
    }
}

package dev.conex.runtime;

import dev.conex.runtime.Step.Payload;
import java.util.ArrayList;
import java.util.List;

/// Collects the steps of a plan; every method is one operation.
final class PlanWriter {
    private static final long ATTR_RDONLY = 1;
    private static final long AT_RECURSIVE = 0x8000;

    private final List<Input> inputs = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int made; // slots of mounts that the plan itself makes, from the top down

    /// A slot for a descriptor that the launcher opens.
    int slot(Input input) {
        int known = inputs.indexOf(input);
        if (known >= 0) {
            return known;
        }
        inputs.add(input);
        if (inputs.size() + made >= ShimWords.SLOTS_MAX) {
            throw new IllegalArgumentException(
                    "more than %d mounts and other descriptors".formatted(ShimWords.SLOTS_MAX));
        }
        return inputs.size() - 1;
    }

    /// All descriptors of the finished plan, for whoever runs this step and hasn't got them.
    void fetch() {
        step(new Step(Op.FETCH, 0, 0, 0, new Payload.Descriptors(), "descriptors"));
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    void add(Op op, long a, long b, long c, String text) {
        steps.add(new Step(op, a, b, c, Payload.NONE, text));
    }

    void words(Op op, long a, List<String> words, String text) {
        steps.add(new Step(op, a, 0, 0, new Payload.Words(words), text));
    }

    void step(Step step) {
        steps.add(step);
    }

    /// Makes a file system and mounts it.
    void fileSystem(String target, String type, String source, long attributes, List<String> options) {
        int slot = fsopen(type, source, attributes, options);
        mount(slot, target, "");
    }

    /// Makes a file system that isn't mounted yet.
    int fsopen(String type, String source, long attributes, List<String> options) {
        int slot = ShimWords.SLOTS_MAX - 1 - made++;
        List<String> words = new ArrayList<>();
        words.add(type);
        words.add("source=" + source);
        words.addAll(options);
        String flags = MountAttributes.text(attributes);
        String text = type
                + (flags.isEmpty() ? "" : " " + flags)
                + (options.isEmpty() ? "" : " " + String.join(",", options));
        step(new Step(Op.FSOPEN, slot, attributes, 0, new Payload.Words(words), text));
        return slot;
    }

    void mount(int slot, String target, String text) {
        step(new Step(
                Op.MOUNT, slot, 1, 0, new Payload.Words(List.of(target)), target + (text.isEmpty() ? "" : " " + text)));
    }

    void mount(Input input, String target) {
        mount(slot(input), target, "from " + input.text());
    }

    void path(Op op, String path) {
        words(op, 0, List.of(path), path);
    }

    void readOnly(int slot, boolean recursive, String text) {
        add(Op.SETATTR, slot, ATTR_RDONLY, recursive ? AT_RECURSIVE : 0, text);
    }

    void symlink(String path, String target) {
        words(Op.SYMLINK, 0, List.of(target, path), path + " -> " + target);
    }

    void node(Device d) {
        int type = d.block() ? 0060000 : 0020000;
        long owner = ((long) d.uid() << 32) | Integer.toUnsignedLong(d.gid());
        step(new Step(
                Op.MKNOD,
                type | d.mode(),
                number(d),
                owner,
                new Payload.Words(List.of(d.path())),
                d.path() + (d.block() ? " b " : " c ") + d.major() + ":" + d.minor() + " 0"
                        + Integer.toOctalString(d.mode())));
    }

    /// makedev(3)
    private static long number(Device d) {
        return ((d.major() & 0xfffL) << 8)
                | (d.minor() & 0xffL)
                | ((d.minor() & 0xffffff00L) << 12)
                | ((d.major() & 0xfffff000L) << 32);
    }

    LaunchPlan finish() {
        return new LaunchPlan(inputs, steps, warnings);
    }
}

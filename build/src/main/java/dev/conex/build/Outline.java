package dev.conex.build;

import dev.conex.build.dockerfile.Instruction;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The stages that a build needs, in order, and where each starts. Pure.
///
/// @param globals arguments before the first stage, with their values
record Outline(Map<String, String> globals, List<Needed> stages) {
    Outline {
        stages = List.copyOf(stages);
    }

    /// Where files come from.
    sealed interface Origin {
        record OfStage(int number) implements Origin {}

        record OfImage(Wish image) implements Origin {}

        record Scratch() implements Origin {}
    }

    /// An image that has to be found.
    record Wish(Reference reference, Platform platform) {}

    /// A stage that the target needs.
    ///
    /// @param sources what the words of `--from` and `from=` mean in it
    record Needed(
            int number,
            String name,
            Instruction.From from,
            Origin base,
            Map<String, Origin> sources,
            List<Instruction> triggers,
            List<Instruction> instructions) {
        Needed {
            sources = Map.copyOf(sources);
            triggers = List.copyOf(triggers);
            instructions = List.copyOf(instructions);
        }

        Set<Integer> stages() {
            var numbers = new TreeSet<Integer>();
            if (base instanceof Origin.OfStage(int n)) {
                numbers.add(n);
            }
            for (var source : sources.values()) {
                if (source instanceof Origin.OfStage(int n)) {
                    numbers.add(n);
                }
            }
            return numbers;
        }
    }

    /// The images to find.
    Set<Wish> images() {
        return stages.stream()
                .flatMap(s -> Stream.concat(Stream.of(s.base), s.sources.values().stream()))
                .filter(Origin.OfImage.class::isInstance)
                .map(o -> ((Origin.OfImage) o).image())
                .collect(Collectors.toSet());
    }

    Needed target() {
        return stages.getLast();
    }
}

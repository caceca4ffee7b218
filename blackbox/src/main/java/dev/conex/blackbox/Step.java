package dev.conex.blackbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One thing a user does, as a name and a script for `bash -e`. Steps are written in `steps/*.steps`: a line
/// `== name` begins one, the lines up to the next are its script. What stands above the first one is part of each.
///
/// @param area the file it stands in
/// @param name a sentence
/// @param script what is run
public record Step(String area, String name, String script) {
    /// The files with steps, in the order in which they run.
    public static final List<String> AREAS =
            List.of("run", "isolation", "lives", "files", "images", "network", "build", "badinput");

    /// All steps of all areas.
    public static List<Step> all() {
        List<Step> steps = new ArrayList<>();
        AREAS.forEach(area -> steps.addAll(read(area)));
        return steps;
    }

    private static List<Step> read(String area) {
        String text;
        try (InputStream in = Step.class.getResourceAsStream("/steps/" + area + ".steps")) {
            if (in == null) {
                throw new IllegalStateException("no steps called " + area);
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("read steps of " + area, e);
        }
        List<Step> steps = new ArrayList<>();
        List<String> blocks = List.of(text.split("(?m)^== ", -1));
        for (String block : blocks.subList(1, blocks.size())) {
            int end = block.indexOf('\n');
            steps.add(new Step(area, block.substring(0, end).strip(), blocks.getFirst() + block.substring(end + 1)));
        }
        return steps;
    }
}

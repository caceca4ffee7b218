package dev.conex.build.dockerfile;

import java.util.List;

/// A program to run: words as given (JSON form), or one text for the shell.
public record CommandLine(List<String> words, boolean shellForm, List<Heredoc> files) {
    public CommandLine {
        words = List.copyOf(words);
        files = List.copyOf(files);
    }
}

package dev.conex.build.dockerfile;

import java.util.List;

/// What COPY and ADD have in common, unexpanded.
///
/// @param files here-documents, copied after the sources
/// @param chown empty, or `user[:group]` by names or numbers
/// @param chmod empty, or octal or symbolic
public record Transfer(
        List<String> sources,
        String destination,
        List<Heredoc> files,
        String chown,
        String chmod,
        boolean link,
        boolean parents,
        List<String> excludes) {
    public Transfer {
        sources = List.copyOf(sources);
        files = List.copyOf(files);
        excludes = List.copyOf(excludes);
    }
}

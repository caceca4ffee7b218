package dev.conex.daemon;

import dev.conex.api.ChangeJson;
import dev.conex.api.ContainerSettings;
import dev.conex.api.GoFileMode;
import dev.conex.api.IdBody;
import dev.conex.api.PathStatHeader;
import dev.conex.engine.CommitRequest;
import dev.conex.engine.ContainerConfig;
import dev.conex.engine.ContainerFiles.ExtractOptions;
import dev.conex.engine.Engine;
import dev.conex.engine.PathStat;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files inside containers.
final class FileRoutes {
    private static final String TAR = "application/x-tar";

    private final Engine engine;

    FileRoutes(Engine engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("HEAD", "/containers/{id}/archive", this::stat),
                Route.get("/containers/{id}/archive", this::get),
                Route.of("PUT", "/containers/{id}/archive", this::put),
                Route.get("/containers/{id}/export", this::export),
                Route.get("/containers/{id}/changes", this::changes),
                Route.post("/commit", this::commit));
    }

    private static String path(Exchange x) {
        var path = x.parameter("path");
        if (path == null) {
            throw Failure.badRequest("bad parameter: pathcannot be empty");
        }
        return path;
    }

    private static String header(PathStat s) {
        return new PathStatHeader(s.name(), s.size(), GoFileMode.of(s.mode()), s.modified(), s.linkTarget()).encode();
    }

    private void stat(Exchange x) {
        var stat = engine.files().stat(x.name("id"), path(x));
        x.response().header(PathStatHeader.NAME, header(stat));
        x.empty(200);
    }

    private void get(Exchange x) throws IOException {
        try (var archive = engine.files().archive(x.name("id"), path(x))) {
            x.response().header(PathStatHeader.NAME, header(archive.stat()));
            x.response().header("Content-Type", TAR);
            archive.writeTo(x.response().stream());
        }
    }

    private void put(Exchange x) throws IOException {
        var options = new ExtractOptions(x.flag("noOverwriteDirNonDir"), x.flag("copyUIDGID"));
        engine.files().extract(x.name("id"), path(x), options, x.request().body());
        x.empty(200);
    }

    private void export(Exchange x) throws IOException {
        try (var archive = engine.files().export(x.name("id"))) {
            x.response().header("Content-Type", "application/octet-stream");
            archive.writeTo(x.response().stream());
        }
    }

    private void changes(Exchange x) throws IOException {
        var changes = engine.files().changes(x.name("id")).stream()
                .map(change -> new ChangeJson(
                        change.path(),
                        switch (change.kind()) {
                            case MODIFIED -> 0;
                            case ADDED -> 1;
                            case DELETED -> 2;
                        }))
                .toList();
        if (changes.isEmpty()) {
            x.jsonNull();
        } else {
            x.json(changes);
        }
    }

    private void commit(Exchange x) throws IOException {
        var repository = x.parameter("repo");
        var tag = x.parameter("tag");
        @Nullable String reference = repository == null || tag == null ? repository : repository + ":" + tag;
        var request = new CommitRequest(
                reference,
                x.parameter("author"),
                x.parameter("comment"),
                x.query().all("changes"),
                overlay(x),
                x.query().flag("pause", true));
        var container = x.query().text("container", "");
        x.json(201, new IdBody(engine.files().commit(container, request)));
    }

    /// The body may hold a configuration to lay over the container's.
    private static @Nullable ContainerConfig overlay(Exchange x) throws IOException {
        var empty = ContainerSettings.of("", dev.conex.api.Nil.list());
        var body = x.bodyOr(ContainerSettings.class, empty);
        return body.equals(empty) ? null : SpecMapping.config(body);
    }
}

package dev.conex.daemon;

import dev.conex.engine.Engine;
import dev.conex.engine.ImageImport;
import dev.conex.engine.ImagePull;
import dev.conex.engine.ImagePush;
import dev.conex.engine.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Images on the move: pull, push, load, save, import.
final class TransferRoutes {
    private final Engine engine;
    private final Words words;

    TransferRoutes(Engine engine, Words words) {
        this.engine = engine;
        this.words = words;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/images/create", this::create),
                Route.post("/images/load", this::load),
                Route.get("/images/get", this::saveMany),
                Route.get("/images/{name*}/get", this::saveOne),
                Route.post("/images/{name*}/push", this::push));
    }

    /// What a transfer does, and says meanwhile.
    @FunctionalInterface
    interface Work {
        void run(ProgressLines progress) throws IOException;
    }

    /// Runs a transfer; an error after the first word is the last word, one before has a status.
    static void run(Exchange x, Words words, boolean quiet, Work work) throws IOException {
        var progress = new ProgressLines(x.response(), quiet);
        x.request().onPeerGone(progress::clientGone);
        try {
            work.run(progress);
        } catch (Refusal e) {
            if (!progress.begun()) {
                throw e;
            }
            progress.failed(words.of(e).message(), code(e));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException e) {
            if (!progress.begun()) {
                throw e;
            }
            progress.failed(String.valueOf(e.getMessage()), null);
        } finally {
            progress.over();
        }
    }

    private static @Nullable Integer code(Refusal e) {
        return e instanceof Refusal.BuildStopped stopped && stopped.code() != 0 ? stopped.code() : null;
    }

    private void create(Exchange x) throws IOException {
        if (x.parameter("fromImage") != null) {
            pull(x);
        } else {
            importTar(x);
        }
    }

    private void pull(Exchange x) throws IOException {
        var image = x.query().text("fromImage", "");
        var tag = x.parameter("tag");
        var reference = named(image, tag);
        boolean allTags = tag == null && !hasTag(image);
        var request = new ImagePull(reference, allTags, ImageRoutes.platform(x), Credentials.of(x));
        run(x, words, false, progress -> engine.images().pull(request, progress));
    }

    private static String named(String image, @Nullable String tag) {
        if (tag == null) {
            return image;
        }
        return image + (tag.indexOf(':') > 0 ? "@" : ":") + tag;
    }

    private static boolean hasTag(String image) {
        return image.indexOf('@') >= 0 || image.lastIndexOf(':') > image.lastIndexOf('/');
    }

    private void importTar(Exchange x) throws IOException {
        var source = x.query().text("fromSrc", "-");
        if (!source.equals("-")) {
            throw Failure.badRequest("import from \"" + source + "\": only a body (fromSrc=-) can be imported");
        }
        var repository = x.parameter("repo");
        var request = new ImageImport(
                repository == null ? null : named(repository, x.parameter("tag")),
                x.parameter("message"),
                x.query().all("changes"),
                ImageRoutes.platform(x));
        run(x, words, false, progress -> {
            var id = engine.images().importTar(request, x.request().body(), progress);
            progress.status("", id, 0, 0);
        });
    }

    private void load(Exchange x) throws IOException {
        run(
                x,
                words,
                x.flag("quiet"),
                progress -> {
                    try {
                        engine.images().load(x.request().body(), ImageRoutes.platform(x), progress);
                    } catch (Refusal e) {
                        // what is wrong with an archive is the last word of the answer, in Docker too
                        progress.failed(words.of(e).message(), null);
                    }
                });
    }

    private void saveOne(Exchange x) throws IOException {
        save(x, List.of(x.name("name")));
    }

    private void saveMany(Exchange x) throws IOException {
        var names = new ArrayList<String>();
        x.query().all("names").forEach(each -> names.addAll(List.of(each.split(","))));
        save(x, names);
    }

    private void save(Exchange x, List<String> names) throws IOException {
        x.response().header("Content-Type", "application/x-tar");
        var body = new LazyBody(x.response());
        engine.images().save(names, ImageRoutes.platform(x), body);
        body.flush();
    }

    private void push(Exchange x) throws IOException {
        var tag = x.parameter("tag");
        var name = x.name("name");
        var request = new ImagePush(
                named(name, tag), tag == null && !hasTag(name), ImageRoutes.platform(x), Credentials.of(x));
        run(x, words, false, progress -> engine.images().push(request, progress));
    }
}

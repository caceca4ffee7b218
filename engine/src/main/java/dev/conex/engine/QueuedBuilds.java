package dev.conex.engine;

import dev.conex.build.BuildFailed;
import dev.conex.build.BuildRooms;
import dev.conex.build.Builder;
import dev.conex.build.ClassicBuild;
import dev.conex.build.ClassicOutput;
import dev.conex.build.ClassicRequest;
import dev.conex.build.FetchPolicy;
import dev.conex.oci.InvalidReference;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import dev.conex.storage.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Builds on this engine: its images as bases, its runtime for the steps, its records as cache. So many at once, the
/// others
/// wait for their turn.
final class QueuedBuilds implements Builds {
    /// How many builds go on at once.
    static final int PARALLEL_MAX = 8;

    private final Core core;
    private final Images images;
    private final BuildStepRecords cache;
    private final BuildCachePrune pruning;
    private final BuildMounts mounts;
    private final Semaphore turns = new Semaphore(PARALLEL_MAX, true);

    QueuedBuilds(Core core, Images images) {
        this.core = core;
        this.images = images;
        this.cache = new BuildStepRecords(core.storage());
        this.mounts = new BuildMounts(core.config().dataRoot().resolve("build-mounts"));
        this.pruning = new BuildCachePrune(core, cache, mounts);
    }

    @Override
    public String build(BuildWish wish, InputStream context, BuildOutput output) throws IOException {
        var request = request(wish);
        var task = new FutureTask<>(() -> inTurn(request, wish, context, output));
        // reading, hashing and compressing hold a thread for long: not one of those that everybody shares
        var thread = Thread.ofPlatform().daemon().name("build").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            stop(thread);
            throw new Refusal.BuildStopped("build cancelled", 0);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /// Does not go on before the build has put everything away.
    private static void stop(Thread build) {
        build.interrupt();
        while (true) {
            try {
                build.join();
                break;
            } catch (InterruptedException _) {
                build.interrupt();
            }
        }
        Thread.currentThread().interrupt();
    }

    private String inTurn(ClassicRequest request, BuildWish wish, InputStream context, BuildOutput output)
            throws BuildFailed, InterruptedException {
        turns.acquire();
        try (var lease = core.storage().leases().open("build")) {
            var door = new ClassicBuild(builder(wish, output, lease), scratch(core.config()));
            return door.build(request, context, told(output, wish.quiet())).id().toString();
        } finally {
            turns.release();
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) throws IOException {
        return switch (cause) {
            case BuildFailed e -> refusal(e);
            case InterruptedException _ -> new Refusal.BuildStopped("build cancelled", 0);
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(cause);
        };
    }

    private static RuntimeException refusal(BuildFailed e) throws IOException {
        var text = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case BuildFailed.Reason.Exited exited -> new Refusal.BuildStopped(text, exited.code());
            case BuildFailed.Reason.Malformed _, BuildFailed.Reason.Refused _, BuildFailed.Reason.Cancelled _ ->
                new Refusal.BuildStopped(text, 0);
            case BuildFailed.Reason.Environment(var why) -> throw why;
        };
    }

    /// Where builds keep what they fetch and are sent.
    static Path scratch(EngineConfig config) {
        return config.dataRoot().resolve("build-scratch");
    }

    private Builder builder(BuildWish wish, BuildOutput output, Lease lease) {
        var storage = core.storage();
        var rooms = new BuildRooms(
                storage.snapshots(),
                storage.content(),
                lease,
                scratch(core.config()),
                FastGzip.codecs(),
                FetchPolicy.USUAL);
        return new Builder(
                rooms,
                new BuildRunner(core, wish, mounts),
                new BuildBases(core, images, wish, output, lease),
                cache,
                new BuildStore(core, lease));
    }

    /// The edge says the id of a quiet build itself.
    private static ClassicOutput told(BuildOutput output, boolean quiet) {
        return new ClassicOutput() {
            @Override
            public void text(String text) {
                if (!quiet || !text.matches("sha256:[0-9a-f]{64}\n")) {
                    output.text(text);
                }
            }

            @Override
            public void imageId(String id) {
                output.imageId(id);
            }
        };
    }

    private static ClassicRequest request(BuildWish wish) {
        if (wish.squash()) {
            throw new Refusal.BuildStopped("squash is not supported by this builder", 0);
        }
        var dockerfile = wish.dockerfile().equals("Dockerfile") ? "" : wish.dockerfile();
        return new ClassicRequest(
                dockerfile,
                text(wish.remote()),
                wish.tags().stream().map(QueuedBuilds::reference).toList(),
                args(wish),
                wish.labels(),
                text(wish.target()),
                platform(text(wish.platform())),
                wish.networkMode().isEmpty() ? "default" : wish.networkMode(),
                wish.noCache(),
                wish.pull(),
                wish.quiet(),
                wish.remove());
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static Reference reference(String text) {
        try {
            return Reference.parse(text);
        } catch (InvalidReference e) {
            throw new Refusal.BuildStopped(String.valueOf(e.getMessage()), 0);
        }
    }

    private static Platform platform(String text) {
        try {
            return text.isEmpty() ? Platform.host() : Platform.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid(Refusal.What.PLATFORM, text, String.valueOf(e.getMessage()));
        }
    }

    /// An argument without a value takes the engine's environment, as in Docker.
    private static Map<String, String> args(BuildWish wish) {
        var args = new LinkedHashMap<String, String>();
        wish.buildArgs().forEach((name, value) -> {
            var found = value == null ? System.getenv(name) : value;
            if (found != null) {
                args.put(name, found);
            }
        });
        return args;
    }

    @Override
    public Pruned prune(BuildPrune prune) {
        return pruning.prune(prune);
    }

    @Override
    public List<BuildCacheRow> cache() {
        return pruning.rows();
    }
}

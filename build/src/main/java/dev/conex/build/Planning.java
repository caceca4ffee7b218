package dev.conex.build;

import dev.conex.build.dockerfile.Dockerfile;
import dev.conex.build.dockerfile.Instruction;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Finds the images that a build needs, all at once, and makes the graph. Triggers of a base image may need further
/// images, so it goes on until nothing new appears.
final class Planning {
    /// How many times triggers may bring in new images.
    private static final int ROUNDS_MAX = 100;

    private Planning() {}

    static BuildGraph plan(BuildRequest request, BaseImages bases) throws BuildFailed, IOException {
        var images = new HashMap<Outline.Wish, BaseImage>();
        var triggers = new HashMap<Integer, List<Instruction>>();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            var outline = Outlining.of(request, triggers);
            var missing = outline.images().stream()
                    .filter(w -> !images.containsKey(w))
                    .toList();
            images.putAll(resolve(missing, request.pull(), bases));
            if (!addTriggers(outline, images, triggers)) {
                return new GraphMaker(request, outline, images).make();
            }
        }
        throw BuildFailed.refused("more than %d rounds of ONBUILD triggers".formatted(ROUNDS_MAX));
    }

    private static boolean addTriggers(
            Outline outline, Map<Outline.Wish, BaseImage> images, Map<Integer, List<Instruction>> triggers) {
        boolean added = false;
        for (var stage : outline.stages()) {
            if (stage.base() instanceof Outline.Origin.OfImage(var wish) && !triggers.containsKey(stage.number())) {
                var image = images.get(wish);
                var texts = image == null
                        ? List.<String>of()
                        : image.config().defaults().onBuild();
                triggers.put(
                        stage.number(),
                        texts.stream().map(Dockerfile::instruction).toList());
                added |= !texts.isEmpty();
            }
        }
        return added;
    }

    private static Map<Outline.Wish, BaseImage> resolve(List<Outline.Wish> wishes, boolean pull, BaseImages bases)
            throws BuildFailed, IOException {
        var found = new HashMap<Outline.Wish, BaseImage>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new HashMap<Outline.Wish, Future<BaseImage>>();
            for (var wish : wishes) {
                futures.put(wish, threads.submit(() -> bases.resolve(wish.reference(), wish.platform(), pull)));
            }
            for (var future : futures.entrySet()) {
                found.put(future.getKey(), future.getValue().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildFailed(new BuildFailed.Reason.Cancelled());
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
        return found;
    }

    /// Gives a task's failure on.
    static BuildFailed rethrown(@Nullable Throwable cause) throws BuildFailed, IOException {
        switch (cause) {
            case BuildFailed e -> throw e;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        }
    }
}

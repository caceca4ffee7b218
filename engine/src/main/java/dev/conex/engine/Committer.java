package dev.conex.engine;

import dev.conex.oci.History;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes an image of a container: its writable layer becomes the top layer, its configuration the image's.
final class Committer {
    private final Core core;
    private final ContainerEvents events;

    Committer(Core core) {
        this.core = core;
        this.events = new ContainerEvents(core.events());
    }

    String commit(ContainerCell cell, CommitRequest request) {
        var r = cell.record();
        if (r.state() instanceof ContainerState.Removing || r.state() instanceof ContainerState.Dead) {
            throw new Refusal.WrongState(
                    Refusal.Command.COMMIT, r.id(), r.name(), r.state().word());
        }
        var instance = cell.instance();
        boolean freeze = request.pause() && instance != null && r.state() instanceof ContainerState.Running;
        try {
            if (freeze && instance != null) {
                instance.pause();
            }
            try {
                return store(r, request);
            } finally {
                if (freeze && instance != null) {
                    instance.resume();
                }
            }
        } catch (IOException e) {
            throw new Refusal.Failed("commit container %s".formatted(r.key().shortened()), e);
        }
    }

    private String store(ContainerRecord r, CommitRequest request) throws IOException {
        var base = core.images().resolve(r.origin().imageId(), null);
        var snapshots = core.storage().snapshots();
        var writable = snapshots
                .open(r.id())
                .orElseThrow(() -> new Refusal.Failed("container %s has no writable layer".formatted(r.id()), null));
        var layer = snapshots.commit(writable, core.storage().content());
        var diffIds = new ArrayList<>(base.config().diffIds());
        diffIds.add(layer.diffId());
        var now = Instant.now();
        var history = new ArrayList<>(base.config().history());
        history.add(new History(
                now,
                String.join(" ", SpecMerge.command(r.config())),
                Given.text(request.author()),
                Given.text(request.comment()),
                false));
        var wanted = request.config() == null ? r.config() : SpecMerge.merge(request.config(), r.config());
        var defaults = CommitChanges.apply(ImageDefaults.defaults(wanted), request.changes());
        var config = base.config()
                .withCreated(now)
                .withAuthor(request.author() == null ? base.config().author() : request.author())
                .withComment(Given.text(request.comment()))
                .withDefaults(defaults)
                .withLayers(diffIds, history);
        var id = core.images().commit(config, base, layer.descriptor(), request.reference());
        Map<String, String> more = new LinkedHashMap<>();
        more.put("comment", Given.text(request.comment()));
        more.put("imageID", id);
        more.put("imageRef", Given.text(request.reference()));
        events.say(r, "commit", more);
        return id;
    }
}

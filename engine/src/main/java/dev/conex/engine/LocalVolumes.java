package dev.conex.engine;

import dev.conex.linux.Dir;
import dev.conex.storage.Volume;
import dev.conex.storage.VolumeSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Volumes of the local driver, over those of `storage`.
final class LocalVolumes implements Volumes, MountableVolumes {
    private static final Set<String> FILTERS = Set.of("dangling", "driver", "label", "label!", "name");
    private static final Set<String> OPTIONS = Set.of("type", "o", "device", "size");
    private static final Set<String> PRUNE_FILTERS = Set.of("all", "label", "label!");

    private final dev.conex.storage.Volumes volumes;
    private final ContainerUses containers;
    private final EventSink events;

    LocalVolumes(dev.conex.storage.Volumes volumes, ContainerUses containers, EventSink events) {
        this.volumes = volumes;
        this.containers = containers;
        this.events = events;
    }

    @Override
    public VolumeInspect create(VolumeCreate request) {
        return view(make(request));
    }

    /// One of that name that is there already is answered as it is, if nothing about it contradicts the wish.
    private synchronized Volume make(VolumeCreate wish) {
        var driver = Given.text(wish.driver()).isEmpty() ? VolumeSpec.LOCAL : Given.text(wish.driver());
        var name = Given.text(wish.name());
        try {
            var present = name.isEmpty() ? java.util.Optional.<Volume>empty() : volumes.find(name);
            if (present.isPresent()) {
                checkSame(present.get(), driver, wish);
                return present.get();
            }
            if (!driver.equals(VolumeSpec.LOCAL)) {
                throw new Refusal.Invalid(Refusal.What.VOLUME_DRIVER, driver, "");
            }
            checkOptions(name, Given.map(wish.options()));
            var made = volumes.create(new VolumeSpec(
                    name.isEmpty() ? null : name, driver, Given.map(wish.labels()), Given.map(wish.options())));
            event("create", made);
            return made;
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid(
                    Refusal.What.VOLUME_NAME,
                    name,
                    name.length() > 1
                            ? ""
                            : "create %s: volume name is too short, names should be at least two alphanumeric characters"
                                    .formatted(name));
        } catch (IOException e) {
            throw new Refusal.Failed("create volume %s".formatted(name), e);
        }
    }

    /// What Docker's local driver takes: the words of mount(8) and a size.
    private static void checkOptions(String name, Map<String, String> options) {
        for (var key : options.keySet()) {
            if (!OPTIONS.contains(key)) {
                throw new Refusal.Invalid(
                        Refusal.What.OTHER, key, "create %s: invalid option: \"%s\"".formatted(name, key));
            }
        }
        boolean mounts = options.containsKey("type") || options.containsKey("o");
        if (mounts && Given.text(options.get("device")).isEmpty()) {
            throw new Refusal.Invalid(
                    Refusal.What.OTHER, name, "create %s: missing required option: \"device\"".formatted(name));
        }
    }

    private static void checkSame(Volume present, String driver, VolumeCreate wish) {
        if (!present.driver().equals(driver)) {
            throw new Refusal.Conflict("create %s: conflict: volume name must be unique".formatted(present.name()));
        }
        var options = Given.map(wish.options());
        if (!options.isEmpty() && !options.equals(present.options())) {
            throw new Refusal.Conflict(
                    "create %s: conflict: volume exists with other options".formatted(present.name()));
        }
    }

    @Override
    public VolumeInspect inspect(String name) {
        return view(find(name));
    }

    private Volume find(String name) {
        try {
            return volumes.find(name).orElseThrow(() -> new Refusal.NotFound(Refusal.Noun.VOLUME, name));
        } catch (IOException e) {
            throw new Refusal.Failed("look for volume %s".formatted(name), e);
        }
    }

    private static VolumeInspect view(Volume v) {
        return new VolumeInspect(
                v.name(),
                v.driver(),
                v.mountpoint().toString(),
                v.created(),
                v.options().isEmpty() ? null : v.options(),
                v.labels().isEmpty() ? null : v.labels(),
                v.anonymous(),
                null);
    }

    @Override
    public List<VolumeInspect> list(Filters filters) {
        filters.only(FILTERS);
        var wanted = filters.has("dangling")
                ? flag("dangling", filters.of("dangling").getFirst())
                : null;
        return all().stream()
                .filter(v -> filters.fits("driver", v.driver()))
                .filter(v -> filters.fitsPattern("name", v.name()))
                .filter(v -> filters.fitsLabels(v.labels()))
                .filter(v -> wanted == null || wanted == users(v.name()).isEmpty())
                .map(LocalVolumes::view)
                .toList();
    }

    private static Boolean flag(String key, String word) {
        return switch (word) {
            case "1", "true", "True", "TRUE", "t", "T" -> true;
            case "0", "false", "False", "FALSE", "f", "F" -> false;
            default ->
                throw new Refusal.Invalid(Refusal.What.FILTER, key, "invalid filter '%s=%s'".formatted(key, word));
        };
    }

    private List<Volume> all() {
        try {
            return volumes.list();
        } catch (IOException e) {
            throw new Refusal.Failed("list volumes", e);
        }
    }

    /// Containers that have it, running or not.
    private List<String> users(String name) {
        return containers.all().stream()
                .filter(c -> c.volumes().contains(name))
                .map(c -> c.id().value())
                .toList();
    }

    @Override
    public synchronized void remove(String name, boolean force) {
        Volume volume;
        try {
            volume = find(name);
        } catch (Refusal.NotFound e) {
            if (force) {
                return;
            }
            throw e;
        }
        var users = users(volume.name());
        if (!users.isEmpty()) {
            throw new Refusal.InUse(Refusal.Noun.VOLUME, name, users, "");
        }
        drop(volume);
    }

    private void drop(Volume volume) {
        try {
            volumes.remove(volume.name());
        } catch (IOException e) {
            throw new Refusal.Failed("remove volume %s".formatted(volume.name()), e);
        }
        event("destroy", volume);
    }

    @Override
    public synchronized Pruned prune(Filters filters) {
        filters.only(PRUNE_FILTERS);
        boolean named = filters.has("all") && flag("all", filters.of("all").getFirst());
        var removed = new ArrayList<String>();
        long bytes = 0;
        for (var volume : all()) {
            if ((named || volume.anonymous())
                    && filters.fitsLabels(volume.labels())
                    && users(volume.name()).isEmpty()) {
                bytes += bytes(volume);
                drop(volume);
                removed.add(volume.name());
            }
        }
        return new Pruned(removed, bytes);
    }

    private long bytes(Volume volume) {
        try {
            return volumes.usage(volume.name()).bytes();
        } catch (IOException e) {
            return 0; // it is removed all the same
        }
    }

    @Override
    public Mountable obtain(VolumeCreate wish) {
        var name = Given.text(wish.name());
        try {
            // a container names a volume; it doesn't say what it is like
            var present = name.isEmpty() ? java.util.Optional.<Volume>empty() : volumes.find(name);
            var volume = present.isPresent() && Given.text(wish.driver()).isEmpty() ? present.get() : make(wish);
            return new Mountable(volume.name(), volume.driver(), volume.mountpoint(), volume.anonymous());
        } catch (IOException e) {
            throw new Refusal.Failed("look for volume %s".formatted(name), e);
        }
    }

    @Override
    public void copyUp(String volumeName, Dir imageRoot, String containerPath) {
        try {
            volumes.copyUp(find(volumeName), imageRoot, containerPath.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Refusal.Failed("copy %s of the image into volume %s".formatted(containerPath, volumeName), e);
        }
    }

    @Override
    public synchronized void removeAnonymous(List<String> names) {
        for (var name : names) {
            try {
                volumes.find(name)
                        .filter(Volume::anonymous)
                        .filter(v -> users(v.name()).isEmpty())
                        .ifPresent(this::drop);
            } catch (IOException e) {
                Quietly.warn("remove volume %s: %s".formatted(name, e.getMessage()));
            }
        }
    }

    private void event(String action, Volume volume) {
        events.publish(Event.Type.VOLUME, action, volume.name(), Map.of("driver", volume.driver()));
    }
}

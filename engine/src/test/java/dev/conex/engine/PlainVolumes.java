package dev.conex.engine;

import dev.conex.linux.Dir;
import dev.conex.storage.Storage;
import dev.conex.storage.VolumeSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Volumes straight from storage.
final class PlainVolumes implements MountableVolumes {
    private final Storage storage;

    PlainVolumes(Storage storage) {
        this.storage = storage;
    }

    @Override
    public Mountable obtain(VolumeCreate wish) {
        try {
            var v = storage.volumes().create(new VolumeSpec(wish.name(), VolumeSpec.LOCAL, Map.of(), Map.of()));
            return new Mountable(v.name(), v.driver(), v.mountpoint(), v.anonymous());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void copyUp(String volumeName, Dir imageRoot, String containerPath) {
        try {
            var volume = storage.volumes().find(volumeName).orElseThrow();
            storage.volumes()
                    .copyUp(volume, imageRoot, containerPath.substring(1).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void removeAnonymous(List<String> names) {
        for (var name : names) {
            try {
                storage.volumes().remove(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package dev.conex.daemon;

import dev.conex.api.MountSettings;
import dev.conex.api.Nil;
import dev.conex.engine.MountWish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `--mount`, both ways.
final class MountMapping {
    private MountMapping() {}

    static @Nullable List<MountWish> wishes(@Nullable List<MountSettings> mounts) {
        return mounts == null ? null : mounts.stream().map(MountMapping::wish).toList();
    }

    static @Nullable List<MountSettings> settings(@Nullable List<MountWish> mounts) {
        return mounts == null
                ? null
                : mounts.stream().map(MountMapping::settings).toList();
    }

    private static MountWish wish(MountSettings m) {
        var bind = m.bindOptions();
        var image = m.imageOptions();
        return new MountWish(
                m.type(),
                m.source(),
                Nil.text(m.target()),
                SpecMapping.isTrue(m.readOnly()),
                m.consistency(),
                bind == null ? null : bind(bind),
                volume(m.volumeOptions()),
                tmpfs(m.tmpfsOptions()),
                image == null ? null : new MountWish.ImageOptions(image.subpath()));
    }

    private static MountWish.BindOptions bind(MountSettings.BindSettings b) {
        return new MountWish.BindOptions(
                b.propagation(),
                SpecMapping.isTrue(b.nonRecursive()),
                SpecMapping.isTrue(b.createMountpoint()),
                SpecMapping.isTrue(b.readOnlyNonRecursive()),
                SpecMapping.isTrue(b.readOnlyForceRecursive()));
    }

    private static MountWish.@Nullable VolumeOptions volume(MountSettings.@Nullable VolumeSettings v) {
        if (v == null) {
            return null;
        }
        var driver = v.driverConfig();
        return new MountWish.VolumeOptions(
                SpecMapping.isTrue(v.noCopy()),
                v.labels(),
                v.subpath(),
                driver == null ? null : driver.name(),
                driver == null ? null : driver.options());
    }

    private static MountWish.@Nullable TmpfsOptions tmpfs(MountSettings.@Nullable TmpfsSettings t) {
        if (t == null) {
            return null;
        }
        var mode = t.mode();
        return new MountWish.TmpfsOptions(
                SpecMapping.orZero(t.sizeBytes()), mode == null ? 0 : mode.intValue(), t.options());
    }

    private static MountSettings settings(MountWish m) {
        var bind = m.bind();
        var image = m.image();
        return new MountSettings(
                m.type(),
                m.source(),
                m.target(),
                Nil.omitFalse(m.readOnly()),
                m.consistency(),
                bind == null ? null : settings(bind),
                settings(m.volume()),
                image == null ? null : new MountSettings.ImageSettings(image.subpath()),
                settings(m.tmpfs()),
                null);
    }

    private static MountSettings.BindSettings settings(MountWish.BindOptions b) {
        return new MountSettings.BindSettings(
                b.propagation(),
                Nil.omitFalse(b.nonRecursive()),
                Nil.omitFalse(b.createMountpoint()),
                Nil.omitFalse(b.readOnlyNonRecursive()),
                Nil.omitFalse(b.readOnlyForceRecursive()));
    }

    private static MountSettings.@Nullable VolumeSettings settings(MountWish.@Nullable VolumeOptions v) {
        if (v == null) {
            return null;
        }
        boolean driver = v.driver() != null || v.driverOptions() != null;
        return new MountSettings.VolumeSettings(
                Nil.omitFalse(v.noCopy()),
                v.labels(),
                v.subpath(),
                driver ? new MountSettings.DriverSettings(v.driver(), v.driverOptions()) : null);
    }

    private static MountSettings.@Nullable TmpfsSettings settings(MountWish.@Nullable TmpfsOptions t) {
        return t == null
                ? null
                : new MountSettings.TmpfsSettings(
                        Nil.omitZero(t.sizeBytes()), Nil.omitZero((long) t.mode()), t.options());
    }
}

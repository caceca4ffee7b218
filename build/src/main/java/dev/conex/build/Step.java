package dev.conex.build;

import dev.conex.build.dockerfile.RunMount;
import java.util.ArrayList;
import java.util.List;

/// One operation of a build. Inputs are numbers of earlier steps, so a graph of steps can't have a cycle.
public sealed interface Step {
    /// The steps whose trees it reads.
    List<Integer> inputs();

    /// A tree that comes from outside: an image's, or none.
    record Source(Origin origin) implements Step {
        @Override
        public List<Integer> inputs() {
            return List.of();
        }
    }

    /// Where a [Source] comes from.
    sealed interface Origin {
        /// No files at all.
        record Scratch() implements Origin {}

        /// The files of the request.
        record Context() implements Origin {}

        /// The layers of an image.
        record Image(BaseImage image) implements Origin {}
    }

    /// A program on top of a tree.
    ///
    /// @param hidden variables that the program gets but that neither key nor history know (proxies)
    record Run(
            int root,
            List<String> args,
            List<String> env,
            List<String> hidden,
            String cwd,
            String user,
            String network,
            List<MountUse> mounts)
            implements Step {
        public Run {
            args = List.copyOf(args);
            env = List.copyOf(env);
            hidden = List.copyOf(hidden);
            mounts = List.copyOf(mounts);
        }

        @Override
        public List<Integer> inputs() {
            var all = new ArrayList<>(List.of(root));
            mounts.stream().map(MountUse::from).filter(from -> from != NOTHING).forEach(all::add);
            return List.copyOf(all);
        }
    }

    /// No step.
    int NOTHING = -1;

    /// A mount of a run, and the step whose tree it shows, or [#NOTHING].
    record MountUse(RunMount mount, int from) {}

    /// Changes of files on top of a tree, in order.
    record Files(int root, List<FileAct> acts) implements Step {
        public Files {
            acts = List.copyOf(acts);
        }

        @Override
        public List<Integer> inputs() {
            var all = new ArrayList<>(List.of(root));
            for (var act : acts) {
                if (act instanceof FileAct.Copy copy) {
                    all.add(copy.from());
                }
            }
            return List.copyOf(all);
        }
    }
}

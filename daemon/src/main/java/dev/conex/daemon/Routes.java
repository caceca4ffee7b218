package dev.conex.daemon;

import dev.conex.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/// Every route of the API.
final class Routes {
    private Routes() {}

    static List<Route> of(Engine engine, Settings settings, Words words) {
        var all = new ArrayList<Route>();
        all.addAll(new SystemRoutes(engine, settings).routes());
        all.addAll(new ContainerRoutes(engine, settings).routes());
        all.addAll(new LifeRoutes(engine).routes());
        all.addAll(new StreamRoutes(engine).routes());
        all.addAll(new FileRoutes(engine).routes());
        all.addAll(new ExecRoutes(engine, words).routes());
        all.addAll(new TransferRoutes(engine, words).routes());
        all.addAll(AbsentRoutes.routes());
        all.addAll(new ImageRoutes(engine).routes());
        all.addAll(new BuildRoutes(engine, words).routes());
        all.addAll(new NetworkRoutes(engine).routes());
        all.addAll(new VolumeRoutes(engine).routes());
        return all;
    }
}

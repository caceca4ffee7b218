package dev.conex.daemon;

import java.util.List;

/// What Docker has and we have not: swarm, plugins. Clients that only look get Docker's own words.
final class AbsentRoutes {
    private static final String NO_SWARM =
            "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to"
                    + " connect this node to swarm and try again.";

    private AbsentRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.get("/plugins", x -> x.json(List.of())),
                Route.get("/swarm", AbsentRoutes::noSwarm),
                Route.get("/swarm/unlockkey", AbsentRoutes::noSwarm),
                Route.post("/swarm/leave", AbsentRoutes::noSwarm),
                Route.get("/services", AbsentRoutes::noSwarm),
                Route.get("/services/{id}", AbsentRoutes::noSwarm),
                Route.get("/nodes", AbsentRoutes::noSwarm),
                Route.get("/nodes/{id}", AbsentRoutes::noSwarm),
                Route.get("/tasks", AbsentRoutes::noSwarm),
                Route.get("/tasks/{id}", AbsentRoutes::noSwarm),
                Route.get("/secrets", AbsentRoutes::noSwarm),
                Route.get("/secrets/{id}", AbsentRoutes::noSwarm),
                Route.get("/configs", AbsentRoutes::noSwarm),
                Route.get("/configs/{id}", AbsentRoutes::noSwarm),
                Route.post("/swarm/init", x -> absent("swarm mode")),
                Route.post("/swarm/join", x -> absent("swarm mode")),
                Route.get("/images/search", x -> absent("searching registries")),
                Route.get("/containers/{id}/attach/ws", x -> absent("attaching by websocket")));
    }

    private static void noSwarm(Exchange x) {
        throw new Failure(503, NO_SWARM);
    }

    private static void absent(String what) {
        throw new Failure(501, what + " is not supported by this daemon");
    }
}

package io.millrace.producer.generator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** All names that a pattern of the catalog may use, and what they stand for. */
final class Slots {
    private static final Map<String, Slot> BY_NAME = all();

    private Slots() {}

    /** @throws IllegalArgumentException where there is none of this name */
    static Slot find(String name) {
        return Company.known(BY_NAME, name, "fact or slot");
    }

    private static Map<String, Slot> all() {
        Map<String, Slot> slots = new HashMap<>();
        addHost(slots, "here", Scene::here);
        addHost(slots, "client", Scene::client);
        addHost(slots, "server", Scene::server);
        addHost(slots, "accessed", Scene::accessed);
        addHost(slots, "controller", Scene::controller);
        addTimes(slots);
        addLogon(slots);
        addProcess(slots);
        addParent(slots);
        addOthers(slots);
        addService(slots);
        addDestination(slots);
        addNumbers(slots);
        return Map.copyOf(slots);
    }

    private static void addHost(Map<String, Slot> slots, String role, Function<Scene, Host> host) {
        slots.put(role + ".name", (scene, out) -> host.apply(scene).name().appendTo(out));
        slots.put(role + ".fqdn", (scene, out) -> host.apply(scene).fullName().appendTo(out));
        slots.put(role + ".address", (scene, out) -> host.apply(scene).address().appendTo(out));
        slots.put(role + ".sid", (scene, out) -> host.apply(scene).sid().appendTo(out));
        slots.put(
                role + ".recordId",
                (scene, out) -> out.appendLong(host.apply(scene).recordId(scene.sequence())));
    }

    private static void addTimes(Map<String, Slot> slots) {
        slots.put("time.timestamp", (scene, out) -> out.appendTimestamp(scene.streamTime()));
        slots.put("time.utc", (scene, out) -> SlotFormats.appendSysmonTime(scene.streamTime(), out));
        slots.put(
                "time.before",
                (scene, out) -> out.appendTimestamp(scene.streamTime() - SlotFormats.momentsBefore(scene)));
        slots.put("time.day", (scene, out) -> SlotFormats.appendDay(scene.streamTime(), out));
        slots.put("time.restart", (scene, out) -> SlotFormats.appendRestartTime(scene.streamTime(), out));
    }

    private static void addLogon(Map<String, Slot> slots) {
        slots.put("account.name", (scene, out) -> scene.account().name().appendTo(out));
        slots.put("account.sid", (scene, out) -> scene.account().sid().appendTo(out));
        slots.put("session.id", (scene, out) -> SlotFormats.appendHex(SlotFormats.logonId(scene), out));
        slots.put("session.idShown", (scene, out) -> SlotFormats.appendUpperHex(SlotFormats.logonId(scene), out));
        slots.put("session.guid", (scene, out) -> SlotFormats.appendGuid(scene.sessionHash(), out));
        slots.put(
                "desk.id", (scene, out) -> SlotFormats.appendHex(scene.account().deskLogonId(), out));
        slots.put(
                "desk.idShown",
                (scene, out) -> SlotFormats.appendUpperHex(scene.account().deskLogonId(), out));
        slots.put(
                "desk.guid",
                (scene, out) ->
                        SlotFormats.appendGuid(Mix.derive(scene.account().deskLogonId(), 0), out));
        slots.put("session.port", (scene, out) -> out.appendLong(SlotFormats.ephemeralPort(scene.sessionHash())));
    }

    private static void addProcess(Map<String, Slot> slots) {
        slots.put("process.id", (scene, out) -> out.appendLong(SlotFormats.processId(scene.processHash())));
        slots.put("process.idHex", (scene, out) -> SlotFormats.appendProcessId(scene.processHash(), out));
        slots.put("process.guid", (scene, out) -> SlotFormats.appendGuid(scene.processHash(), out));
        addProgram(slots, "process.image", Program::image);
        addProgram(slots, "process.device", Program::device);
        addProgram(slots, "process.name", Program::name);
        addProgram(slots, "process.directory", Program::directory);
        addProgram(slots, "process.hashes", Program::hashes);
        addProgram(slots, "process.version", Program::version);
        addProgram(slots, "process.description", Program::description);
        addProgram(slots, "process.product", Program::product);
        addProgram(slots, "process.company", Program::company);
        slots.put("process.command", (scene, out) -> scene.program().command().append(scene, out));
        slots.put("process.writes", (scene, out) -> scene.program().writes().append(scene, out));
    }

    private static void addProgram(Map<String, Slot> slots, String name, Function<Program, Constant> text) {
        slots.put(name, (scene, out) -> text.apply(scene.program()).appendTo(out));
    }

    private static void addParent(Map<String, Slot> slots) {
        slots.put("parent.id", (scene, out) -> out.appendLong(SlotFormats.processId(scene.parentHash())));
        slots.put("parent.idHex", (scene, out) -> SlotFormats.appendProcessId(scene.parentHash(), out));
        slots.put("parent.guid", (scene, out) -> SlotFormats.appendGuid(scene.parentHash(), out));
        addProgram(slots, "parent.image", program -> program.parent().image());
        addProgram(slots, "parent.command", program -> program.parent().command());
    }

    private static void addOthers(Map<String, Slot> slots) {
        slots.put("other.name", (scene, out) -> scene.other().name().appendTo(out));
        slots.put("other.sid", (scene, out) -> scene.other().sid().appendTo(out));
        slots.put("target.id", (scene, out) -> out.appendLong(SlotFormats.processId(scene.targetHash())));
        slots.put("target.guid", (scene, out) -> SlotFormats.appendGuid(scene.targetHash(), out));
        slots.put("target.image", (scene, out) -> scene.target().image().appendTo(out));
    }

    private static void addService(Map<String, Slot> slots) {
        slots.put("service.key", (scene, out) -> scene.service().key().appendTo(out));
        slots.put("service.display", (scene, out) -> scene.service().display().appendTo(out));
        slots.put("service.path", (scene, out) -> scene.service().path().appendTo(out));
        slots.put(
                "service.binaryKey", (scene, out) -> scene.service().binaryKey().appendTo(out));
        slots.put(
                "service.binaryRunning",
                (scene, out) -> scene.service().binaryRunning().appendTo(out));
        slots.put(
                "service.binaryStopped",
                (scene, out) -> scene.service().binaryStopped().appendTo(out));
    }

    private static void addDestination(Map<String, Slot> slots) {
        addDestination(slots, "destination.name", Destination::name);
        addDestination(slots, "destination.address", Destination::address);
        addDestination(slots, "destination.port", Destination::port);
        addDestination(slots, "destination.portName", Destination::portName);
        addDestination(slots, "destination.protocol", Destination::protocol);
        addDestination(slots, "destination.protocolNumber", Destination::protocolNumber);
    }

    private static void addDestination(Map<String, Slot> slots, String name, Function<Destination, Constant> text) {
        slots.put(name, (scene, out) -> text.apply(scene.destination()).appendTo(out));
    }

    private static void addNumbers(Map<String, Slot> slots) {
        slots.put("run.label", (scene, out) -> scene.label().appendTo(out));
        slots.put("source.port", (scene, out) -> out.appendLong(SlotFormats.ephemeralPort(scene.eventHash())));
        slots.put("filter.id", (scene, out) -> out.appendLong(SlotFormats.filterId(scene.eventHash())));
        slots.put("file.token", (scene, out) -> out.appendHex(scene.eventHash(), 8));
        slots.put("document.token", (scene, out) -> out.appendHex(scene.processHash(), 8));
    }
}

package io.millrace.producer.generator;

/** A service in the outside world that programs talk to. */
record Destination(
        Constant name, Constant address, Constant port, Constant portName, Constant protocol, Constant protocolNumber) {

    static Destination of(CompanyDefinition.DestinationDefinition definition) {
        return new Destination(
                new Constant(definition.name()),
                new Constant(definition.address()),
                new Constant(Integer.toString(definition.port())),
                new Constant(definition.portName()),
                new Constant(definition.protocol()),
                new Constant(protocolNumber(definition.protocol())));
    }

    /** IANA protocol numbers. */
    private static String protocolNumber(String protocol) {
        return switch (protocol) {
            case "tcp" -> "6";
            case "udp" -> "17";
            default -> throw new IllegalArgumentException("The catalog names an unknown protocol: " + protocol);
        };
    }
}

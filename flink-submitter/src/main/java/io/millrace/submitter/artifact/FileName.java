package io.millrace.submitter.artifact;

/** What a file is called, of a name which somebody sent: without folders, fit to be stored and shown. */
final class FileName {

    private static final int LONGEST = 255;

    private FileName() {}

    static String of(String sent) {
        String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        if (name.isEmpty()) {
            return "unnamed.jar";
        }
        if (name.length() <= LONGEST) {
            return name;
        }
        int from = name.length() - LONGEST;
        return name.substring(Character.isLowSurrogate(name.charAt(from)) ? from + 1 : from);
    }
}

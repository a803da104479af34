package io.millrace.producer.generator;

import java.util.Locale;

/**
 * A program that activities run.
 *
 * @param number counts the programs from 0
 * @param image full path
 * @param device the path as the Windows Filtering Platform writes it
 * @param name the file's own name
 * @param directory the image's folder
 * @param hashes as Sysmon writes them
 * @param version file version
 * @param description from the version resource, as are product and company
 * @param product what it belongs to
 * @param company who made it
 * @param command its command line
 * @param writes a file it creates
 * @param parent what starts it
 */
record Program(
        int number,
        Constant image,
        Constant device,
        Constant name,
        Constant directory,
        Constant hashes,
        Constant version,
        Constant description,
        Constant product,
        Constant company,
        Template command,
        Template writes,
        Parent parent) {

    /** A program that starts others; {@code number} tells the parents of one activity apart. */
    record Parent(int number, Constant image, Constant command) {}

    static Program of(int number, CompanyDefinition.ProgramDefinition definition, Parent parent) {
        String image = definition.image();
        int nameStart = image.lastIndexOf('\\') + 1;
        return new Program(
                number,
                new Constant(image),
                new Constant("\\device\\harddiskvolume3" + image.substring(2).toLowerCase(Locale.ROOT)),
                new Constant(image.substring(nameStart)),
                new Constant(image.substring(0, nameStart)),
                new Constant("SHA256=" + Digests.upperHexSha256(image + '\0' + definition.version())),
                new Constant(definition.version()),
                new Constant(definition.description()),
                new Constant(definition.product()),
                new Constant(definition.company()),
                Template.of(definition.command()),
                Template.of(definition.writes()),
                parent);
    }
}

package atelier.event;

/**
 * A package that is installed, as the metadata in it says; anybody can publish anything.
 *
 * @param license a name or an expression of SPDX; empty if the metadata names none
 * @param bytes the size of its files; 0 if unknown
 * @param direct whether the project itself declares it
 */
public record InstalledPackage(
    String name, String version, String license, long bytes, boolean direct) {}

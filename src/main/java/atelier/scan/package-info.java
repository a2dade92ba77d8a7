/**
 * Scans and parses texts with the Rust scanner; the only package that uses JNA. It must never be
 * called on an event loop, and never run the text. Start reading at {@link atelier.scan.Scanner}.
 */
@NullMarked
package atelier.scan;

import org.jspecify.annotations.NullMarked;

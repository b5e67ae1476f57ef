/// The build tool that derives the built-in types: `client-java-proto` gives fields, numbers and order, `client-java-api` what is required and the
/// descriptions, and the tables under `src/main/facts` what neither says.
@NullMarked
package pilothouse.types;

import org.jspecify.annotations.NullMarked;

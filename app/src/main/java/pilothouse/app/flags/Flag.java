package pilothouse.app.flags;

/// One flag: a row of `flags.tsv`.
///
/// @param section under which help prints it; `Hidden` for deprecated flags that help leaves out
/// @param shorthand one letter, or empty
/// @param fallback its value when it is not given, as text; empty for the type's zero
/// @param effective whether setting it changes anything yet
record Flag(
    String section,
    String name,
    String shorthand,
    FlagType type,
    String fallback,
    boolean effective,
    String meaning) {

  static Flag parse(String row) {
    String[] cell = row.split("\t", -1);
    return new Flag(
        cell[0],
        cell[1],
        cell[2],
        FlagType.named(cell[3]),
        cell[4],
        cell[5].equals("yes"),
        cell[6]);
  }

  boolean isHidden() {
    return section.equals("Hidden");
  }
}

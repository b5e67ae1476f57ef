package pilothouse.server.openapi;

import java.util.List;

/// What is published of types beyond their shape.
public interface TypeDocs {
  /// The description of a field, or of a type where `field` is empty; empty where there is none.
  String description(String type, String field);

  /// `atomic` or `granular` where a list or a struct says so itself; empty for the others.
  String ownership(String type, String field);

  /// The values a text may have; empty where any may.
  List<String> values(String type, String field);

  /// The union that a struct is, as `discriminator:field,field`; empty for most.
  String union(String type);

  /// Nothing is published.
  TypeDocs NONE =
      new TypeDocs() {
        @Override
        public String description(String type, String field) {
          return "";
        }

        @Override
        public String ownership(String type, String field) {
          return "";
        }

        @Override
        public String union(String type) {
          return "";
        }

        @Override
        public List<String> values(String type, String field) {
          return List.of();
        }
      };
}

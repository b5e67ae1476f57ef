package pilothouse.server.rest;

import pilothouse.api.tree.ObjectNode;

/// How a stored object shows at an endpoint, and how what was done to the view gets back into the object.
interface View {
  /// The object itself.
  View WHOLE =
      new View() {
        @Override
        public ObjectNode of(ObjectNode object) {
          return object;
        }

        @Override
        public ObjectNode into(ObjectNode object, ObjectNode view) {
          return view;
        }

        @Override
        public ObjectNode answer(ObjectNode object) {
          return object;
        }
      };

  ObjectNode of(ObjectNode object);

  /// @throws pilothouse.api.ApiException `Invalid` where the view is wrong
  ObjectNode into(ObjectNode object, ObjectNode view);

  /// The view as clients get it.
  ObjectNode answer(ObjectNode object);
}

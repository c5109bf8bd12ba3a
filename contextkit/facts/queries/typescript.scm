; A capture's name is the kind of the definition; @scope is a node whose inside belongs to the name it begins with.
(class_declaration name: (type_identifier) @class) @scope
(abstract_class_declaration name: (type_identifier) @class) @scope
(interface_declaration name: (type_identifier) @interface) @scope
(type_alias_declaration name: (type_identifier) @type) @scope
(enum_declaration name: (identifier) @enum) @scope
(internal_module name: (identifier) @module) @scope
(enum_body name: (property_identifier) @member)
(enum_body (enum_assignment name: (property_identifier) @member))

(function_declaration name: (identifier) @function)
(generator_function_declaration name: (identifier) @function)
(function_signature name: (identifier) @function)
(method_definition name: [(property_identifier) (private_property_identifier)] @method)
(method_definition name: (string (string_fragment) @method))
(method_signature name: (property_identifier) @method)
(abstract_method_signature name: (property_identifier) @method)
(property_signature name: (property_identifier) @property)
(property_signature name: (string (string_fragment) @property))
(public_field_definition name: [(property_identifier) (private_property_identifier)] @field)
(required_parameter (accessibility_modifier) pattern: (identifier) @field)

(program (lexical_declaration (variable_declarator name: (identifier) @variable)))
(program (variable_declaration (variable_declarator name: (identifier) @variable)))
(program (ambient_declaration (_ (variable_declarator name: (identifier) @variable))))
(program (lexical_declaration (variable_declarator
  name: (object_pattern (shorthand_property_identifier_pattern) @variable))))
(export_statement (lexical_declaration (variable_declarator name: (identifier) @variable)))
(export_statement (lexical_declaration (variable_declarator
  name: (object_pattern (shorthand_property_identifier_pattern) @variable))))
(variable_declarator name: (identifier) @function value: [(arrow_function) (function_expression)])
(export_specifier alias: (identifier) @variable)

(required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @parameter))
(required_parameter pattern: (object_pattern (object_assignment_pattern
  left: (shorthand_property_identifier_pattern) @parameter)))
(pair key: (property_identifier) @key)
(pair key: (string (string_fragment) @key))
((assignment_expression left: (member_expression object: (this) property: (property_identifier) @field)))

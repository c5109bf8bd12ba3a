; A capture's name is the kind of the definition; @scope is a node whose inside belongs to the name it begins with.
(class_declaration name: (identifier) @class) @scope
(function_declaration name: (identifier) @function)
(generator_function_declaration name: (identifier) @function)
(method_definition name: [(property_identifier) (private_property_identifier)] @method)
(method_definition name: (string (string_fragment) @method))
(field_definition property: [(property_identifier) (private_property_identifier)] @field)

(program (lexical_declaration (variable_declarator name: (identifier) @variable)))
(program (variable_declaration (variable_declarator name: (identifier) @variable)))
(program (lexical_declaration (variable_declarator
  name: (object_pattern (shorthand_property_identifier_pattern) @variable))))
(export_statement (lexical_declaration (variable_declarator name: (identifier) @variable)))
(export_statement (lexical_declaration (variable_declarator
  name: (object_pattern (shorthand_property_identifier_pattern) @variable))))
(variable_declarator name: (identifier) @function value: [(arrow_function) (function_expression)])
(export_specifier alias: (identifier) @variable)

(formal_parameters (object_pattern (shorthand_property_identifier_pattern) @parameter))
(formal_parameters (object_pattern (object_assignment_pattern
  left: (shorthand_property_identifier_pattern) @parameter)))
(pair key: (property_identifier) @key)
(pair key: (string (string_fragment) @key))
((assignment_expression left: (member_expression object: (this) property: (property_identifier) @field)))
((assignment_expression left: (member_expression object: (identifier) @_exports property: (property_identifier) @variable))
  (#eq? @_exports "exports"))
((assignment_expression left: (member_expression
    object: (member_expression property: (property_identifier) @_owner) property: (property_identifier) @method))
  (#any-of? @_owner "prototype" "exports"))

; A capture's name is the kind of the definition; @scope is a node whose inside belongs to the name it begins with.
; @of names a scope without defining it; @tag holds keys in Go's `json:"key"` form.
(function_declaration name: (identifier) @function)
(method_declaration
  receiver: (parameter_list (parameter_declaration
    type: [(type_identifier) @of
           (pointer_type (type_identifier) @of)
           (generic_type type: (type_identifier) @of)
           (pointer_type (generic_type type: (type_identifier) @of))]))
  name: (field_identifier) @method) @scope
(type_spec name: (type_identifier) @type) @scope
(type_alias name: (type_identifier) @type)
(field_declaration name: (field_identifier) @field)
(field_declaration tag: (_) @tag)
(method_elem name: (field_identifier) @method)
(source_file (const_declaration (const_spec name: (identifier) @constant)))
(source_file (var_declaration (var_spec name: (identifier) @variable)))
(source_file (var_declaration (var_spec_list (var_spec name: (identifier) @variable))))
(keyed_element key: (literal_element (interpreted_string_literal (interpreted_string_literal_content) @key)))

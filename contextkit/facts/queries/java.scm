; A capture's name is the kind of the definition; @scope is a node whose inside belongs to the name it begins with.
(class_declaration name: (identifier) @class) @scope
(record_declaration name: (identifier) @class) @scope
(interface_declaration name: (identifier) @interface) @scope
(annotation_type_declaration name: (identifier) @interface) @scope
(enum_declaration name: (identifier) @enum) @scope
(enum_constant name: (identifier) @member)
(method_declaration name: (identifier) @method)
(annotation_type_element_declaration name: (identifier) @method)
(field_declaration declarator: (variable_declarator name: (identifier) @field))
(constant_declaration declarator: (variable_declarator name: (identifier) @constant))
(record_declaration parameters: (formal_parameters (formal_parameter name: (identifier) @field)))

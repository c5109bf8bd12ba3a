; A capture's name is the kind of the definition; @scope is a node whose inside belongs to the name it begins with.
; @of names a scope without defining it.
(struct_item name: (type_identifier) @class) @scope
(union_item name: (type_identifier) @class) @scope
(enum_item name: (type_identifier) @enum) @scope
(trait_item name: (type_identifier) @interface) @scope
(impl_item type: (type_identifier) @of) @scope
(impl_item type: (generic_type type: (type_identifier) @of)) @scope
(type_item name: (type_identifier) @type)
(associated_type name: (type_identifier) @type)
(enum_variant name: (identifier) @member)
(field_declaration name: (field_identifier) @field)
(function_item name: (identifier) @function)
(function_signature_item name: (identifier) @function)
(const_item name: (identifier) @constant)
(static_item name: (identifier) @variable)
(mod_item name: (identifier) @module)
(macro_definition name: (identifier) @macro)

; A capture's name is the kind of the definition; @scope is a node whose inside belongs to the name it begins with.
(class_definition name: (identifier) @class) @scope
(function_definition name: (identifier) @function)
(type_alias_statement left: (type (identifier) @type))

(module (expression_statement (assignment left: (identifier) @variable)))
(module (expression_statement (assignment left: (pattern_list (identifier) @variable))))
(module (_ (block (expression_statement (assignment left: (identifier) @variable)))))
(class_definition body: (block (expression_statement (assignment left: (identifier) @field))))
(class_definition body: (block (expression_statement (assignment !right left: (identifier) @field))))
((assignment left: (attribute object: (identifier) @_self attribute: (identifier) @field))
  (#any-of? @_self "self" "cls"))

(parameters (identifier) @parameter)
(parameters (default_parameter name: (identifier) @parameter))
(parameters (typed_parameter (identifier) @parameter))
(parameters (typed_default_parameter name: (identifier) @parameter))
(parameters (typed_parameter (dictionary_splat_pattern (identifier) @parameter)))

(dictionary (pair key: (string (string_content) @key)))

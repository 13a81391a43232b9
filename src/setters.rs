//! Setters for the fields of settings, so that they can be written in one expression in any crate.

/// Writes the consuming setters `with_FIELD` of a struct. What a setter takes depends on the field:
///
/// - `T`: the value;
/// - `into T`: whatever becomes the value;
/// - `?T`: the value of an optional field, or an `Option`;
/// - `?text`: the text of an optional field, as a `&str` or a `String`;
/// - `[T]`: the items of a list, or whatever becomes them.
macro_rules! setters {
    ($type:ident $(<$life:lifetime>)? {
        $($name:ident($field:ident: $($value:tt)+);)+
    }) => {
        impl $(<$life>)? $type $(<$life>)? {
            $(setters!(@one $name $field $($value)+);)+
        }
    };
    (@one $name:ident $field:ident into $value:ty) => {
        setters!(@as $name $field (impl Into<$value>) $field.into());
    };
    (@one $name:ident $field:ident ?text) => {
        setters!(@as $name $field (impl Into<String>) Some($field.into()));
    };
    (@one $name:ident $field:ident ? $value:ty) => {
        setters!(@as $name $field (impl Into<Option<$value>>) $field.into());
    };
    (@one $name:ident $field:ident [$item:ty]) => {
        setters!(
            @as $name $field
            (impl IntoIterator<Item = impl Into<$item>>)
            $field.into_iter().map(Into::into).collect()
        );
    };
    (@one $name:ident $field:ident $value:ty) => {
        setters!(@as $name $field ($value) $field);
    };
    (@as $name:ident $field:ident ($($taken:tt)+) $made:expr) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](field@Self::", stringify!($field), ").")]
        #[must_use]
        pub fn $name(mut self, $field: $($taken)+) -> Self {
            self.$field = $made;
            self
        }
    };
}

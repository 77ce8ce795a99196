(function (desk) {
})(window.desk);
